import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.mjs";

/** What the official buildpack-deps installs on Debian (docker-library/buildpack-deps, its curl, scm and full variants). */
export const BUILDPACK_PACKAGES = `
  ca-certificates curl gnupg netbase sq wget
  git mercurial openssh-client subversion procps
  autoconf automake bzip2 default-libmysqlclient-dev dpkg-dev file g++ gcc imagemagick libbz2-dev libc6-dev
  libcurl4-openssl-dev libdb-dev libevent-dev libffi-dev libgdbm-dev libglib2.0-dev libgmp-dev
  libjpeg-dev libkrb5-dev liblzma-dev libmagickcore-dev libmagickwand-dev libmaxminddb-dev
  libncurses5-dev libncursesw5-dev libpng-dev libpq-dev libreadline-dev libsqlite3-dev libssl-dev
  libtool libwebp-dev libxml2-dev libxslt-dev libyaml-dev make patch unzip xz-utils zlib1g-dev
  python3`
  .trim()
  .split(/\s+/);

// on Debian 12; only the estimate of the progress depends on it
const EXPECTED_PACKAGES = 440;

/** A Debian root with those packages, whose apt is pointed at the machine's own mirror. */
export async function fillFullRoot(root, { release, debian }, tell) {
  const watch = setInterval(() => tell(...progressIn(root)), 500);
  try {
    const packages = BUILDPACK_PACKAGES.join(",");
    await run("bash", [
      join(import.meta.dirname, "../lib/rootfs.sh"),
      root,
      release,
      packages,
      ...debian.lines,
    ]);
  } finally {
    clearInterval(watch);
  }
}

/** How far it has come, by what apt has fetched and what dpkg has written down: `[fraction, words]`. */
function progressIn(root) {
  const fetched = namesIn(join(root, "var/cache/apt/archives")).filter((name) =>
    name.endsWith(".deb"),
  ).length;
  const log = join(root, "var/log/dpkg.log");
  const text = existsSync(log) ? readFileSync(log, "latin1") : "";
  const count = (words) => text.split(words).length - 1;
  const installed = count(" status installed ");
  const done = (fetched + count(" status unpacked ") / 2 + installed) / (2.5 * EXPECTED_PACKAGES);
  return [done, installed > 0 ? `${installed} packages installed` : `${fetched} packages fetched`];
}

function namesIn(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}
