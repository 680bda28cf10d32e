#!/usr/bin/env bash
# fonts.sh  cuts the theme's fonts anew into static/fonts/. Run by hand when the font or the ranges change;
# the build never runs it. Needs: node's npm, python 3 with fonttools and brotli (pip install fonttools brotli).
#
# Why our own cut: the ready-made web subsets have lost small capitals, old-style figures and superiors
# (smcp, onum, sups), which the style sheet asks for. Why three files a style: a page in English loads only the first;
# the browser takes the others when a page has one of their characters (unicode-range in ibid.css; keep both alike).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
package=@expo-google-fonts/source-serif-4@0.4.1
features=kern,liga,clig,calt,ccmp,locl,mark,mkmk,case,frac,numr,dnom,sups,smcp,c2sc,onum,lnum,pnum,tnum
export SOURCE_DATE_EPOCH=0

latin=U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-200A,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032-2033,U+2039-203A,U+2044,U+2060,U+20AC,U+2122,U+2190-2193,U+2212
latin_ext=U+0100-0130,U+0132-0151,U+0154-017F,U+0218-021B,U+1E9E
cyrillic=U+0301,U+0400-045F,U+0490-0491,U+2116

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent "$package" >/dev/null && tar xzf ./*.tgz)
mkdir -p "$here/static/fonts"
for style in "400Regular regular" "400Regular_Italic italic" "600SemiBold semibold"; do
  read -r folder name <<<"$style"
  for range in latin latin_ext cyrillic; do
    out="$here/static/fonts/source-serif-4-$name-${range/_/-}.woff2"
    python3 -m fontTools.subset "$work/package/$folder/SourceSerif4_$folder.ttf" \
      --unicodes="${!range}" --layout-features="$features" --flavor=woff2 --no-hinting --desubroutinize \
      --name-IDs=0,1,2,13,14 --notdef-outline --output-file="$out"
    printf '%7d  %s\n' "$(wc -c <"$out")" "${out##*/}"
  done
done
cp "$work/package/LICENSE_FONT" "$here/static/fonts/OFL.txt"
