import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { run } from "./run.mjs";

const PACKAGES = ["busybox-static", "libc6", "libgcc-s1", "libstdc++6"];
const LIBRARIES =
  /^(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|nss_dns|nss_files|gcc_s|stdc\+\+)\.so\..*)$/;
const NODE_ID = 1000;

/** A root as small as Alpine's, but not Alpine: busybox, and of Debian's libraries what Node loads. */
export async function fillSmallRoot(root, work) {
  const unpacked = await unpackDebs(work);
  mergeUsr(root, unpacked);
  for (const path of filesBelow(unpacked)) {
    if (!LIBRARIES.test(basename(path)) || path.includes("/gconv/")) continue;
    place(join(unpacked, path), join(root, path.replace(/^(?=lib)/, "usr/")));
  }
  const busybox = join(root, "usr/bin/busybox");
  place(
    join(unpacked, existsSync(join(unpacked, "bin/busybox")) ? "bin/busybox" : "usr/bin/busybox"),
    busybox,
  );
  for (const applet of (await run(busybox, ["--list"])).trim().split("\n")) {
    if (applet !== "busybox") symlinkSync("busybox", join(root, "usr/bin", applet));
  }
  addAccounts(root);
  rmSync(unpacked, { recursive: true });
}

async function unpackDebs(work) {
  const debs = join(work, "small-debs");
  const unpacked = join(work, "small-unpacked");
  await run("bash", [join(import.meta.dirname, "../lib/fetch-debs.sh"), debs, ...PACKAGES]);
  for (const file of readdirSync(debs)) await run("dpkg-deb", ["-x", join(debs, file), unpacked]);
  rmSync(debs, { recursive: true });
  return unpacked;
}

function mergeUsr(root, unpacked) {
  const folders = ["bin", "sbin", "lib", "lib64"].filter(
    (name) => name !== "lib64" || existsSync(join(unpacked, name)),
  );
  for (const name of folders) {
    mkdirSync(join(root, "usr", name), { recursive: true });
    symlinkSync(`usr/${name}`, join(root, name));
  }
}

function addAccounts(root) {
  for (const [path, mode] of [
    ["dev", 0o755],
    ["etc", 0o755],
    ["home", 0o755],
    ["opt", 0o755],
    ["proc", 0o755],
    ["root", 0o700],
    ["run", 0o755],
    ["srv", 0o755],
    ["sys", 0o755],
    ["tmp", 0o1777],
    ["var/tmp", 0o1777],
    ["usr/local/bin", 0o755],
    ["home/node", 0o755],
  ]) {
    mkdirSync(join(root, path), { recursive: true });
    chmodSync(join(root, path), mode);
  }
  chownSync(join(root, "home/node"), NODE_ID, NODE_ID);
  const texts = {
    passwd: `root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\nnode:x:${NODE_ID}:${NODE_ID}::/home/node:/bin/sh\n`,
    group: `root:x:0:\nnobody:x:65534:\nnode:x:${NODE_ID}:node\n`,
    "nsswitch.conf": "hosts: files dns\n",
    shells: "/bin/sh\n",
  };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(root, "etc", name), text);
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)));
}

function place(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { verbatimSymlinks: true });
}
