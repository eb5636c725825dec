#!/bin/sh
# Ane and Bo change one register on two branches: git merges alone, and then with civic-partnership.
# The repository is a temporary one; nothing of your own settings of git is read or changed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_EDITOR=true LC_ALL=C
export GIT_AUTHOR_NAME=Ane GIT_AUTHOR_EMAIL=ane@havnen.example
export GIT_COMMITTER_NAME=Ane GIT_COMMITTER_EMAIL=ane@havnen.example
export CIVIC_PARTNERSHIP_LANG=en

show() {
    echo "\$ $*"
    "$@" 2>&1 || true
}

count_grants() {
    echo "-> Grants of 2025 in the register: $(grep -c '^year = 2025$' register/klub.toml)"
}

set_amount() {
    sed "/^year = 2025\$/,/^\$/s/^amount = 150_000\$/amount = $1/" register/klub.toml > new
    mv new register/klub.toml
}

commit() {
    git add --all
    git commit --quiet --message "$1"
}

git init --quiet --initial-branch ane
mkdir register
cp "$here/start.toml" register/klub.toml
commit 'Both begin with this'
git switch --quiet --create bo
cp "$here/bo.toml" register/klub.toml
commit 'Bo: the grant of 2025, paid; the plan, approved'
git switch --quiet ane
cp "$here/ane.toml" register/klub.toml
commit 'Ane: the grant of 2025, awarded; the accounts of 2024'

echo '# 1. Git alone sees no conflict, and makes two grants of one.'
show git merge --quiet bo
count_grants
git reset --quiet --hard ORIG_HEAD

echo
echo '# 2. With civic-partnership it is one grant, with what both have written.'
show civic-partnership git install
commit 'Let git merge by records'
show git merge --quiet bo
count_grants
sed -n '/^year = 2025$/,/^$/p' register/klub.toml

echo '# 3. Both change one amount: this somebody must decide.'
git switch --quiet bo
git merge --quiet ane
set_amount 160_000
commit 'Bo: 160,000'
git switch --quiet ane
set_amount 155_000
commit 'Ane: 155,000'
show git merge --quiet bo
cd register
show civic-partnership resolve
show civic-partnership resolve 'partnerships.*.grants[2025].amount' --theirs
cd ..
show git diff HEAD
git add --all
git commit --quiet --message 'Ane and Bo have talked'
