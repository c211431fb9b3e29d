#!/bin/sh
# again.sh ORM_SCAN HEADER FOLDER INCLUDE: scans a large header once more, with all outputs. They are
# what the build wrote into FOLDER, and --check agrees.
set -eu
scan=$1
header=$2
built=$3
include=$4

outputs=$("$scan" --help | sed -n '/^Outputs /,/^$/s/^  \(--[-a-z]*\) .*/\1/p')
# Where the headers are found, and from how deep, is part of the text.
folder=$(dirname "$header")/again.orm
rm -rf "$folder"
mkdir "$folder"
trap 'rm -rf "$folder"' EXIT
# shellcheck disable=SC2086 # options without blanks
"$scan" --name large -o "$folder" $outputs "$header" -- -I "$include" -I "$(dirname "$header")"
for file in "$folder"/*; do
    [ -s "$file" ] || { echo "$file is empty"; exit 1; }
    cmp "$file" "$built/$(basename "$file")"
done
[ "$(ls "$folder")" = "$(ls "$built")" ] || { echo "other files"; exit 1; }
# shellcheck disable=SC2086
"$scan" --check --name large -o "$built" $outputs "$header" -- -I "$include" -I "$(dirname "$header")"
