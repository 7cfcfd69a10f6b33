/** How much of the disk the build cache may keep. */
const CACHE_SHARE = 0.4;

/**
 * The engine's daemon.json. `bridge` is made before it starts, `gateway` answers names, `uid` is
 * where root in a container begins outside; byte counts are numbers; `runsc` is the path of gVisor, or null.
 */
export function engineConfig({
  home,
  bridge,
  gateway,
  pool,
  group,
  diskBytes,
  spareCgroup,
  runsc = null,
}) {
  return {
    hosts: [`unix://${home}/docker.sock`],
    group: String(group),
    "data-root": `${home}/data`,
    "exec-root": `${home}/exec`,
    pidfile: `${home}/exec/dockerd.pid`,
    // containers and builds end with the engine: nothing of a stranger's outlives a restart
    "live-restore": false,
    "shutdown-timeout": 3,
    "userns-remap": "stagecraft",
    "no-new-privileges": true,
    "exec-opts": ["native.cgroupdriver=cgroupfs"],
    // whoever names no slot lands in one with limits too
    "cgroup-parent": spareCgroup,
    bridge,
    // neighbours on the bridge can't talk to each other
    icc: false,
    iptables: true,
    ip6tables: false,
    "ip-masq": false,
    "userland-proxy": false,
    ip: "127.0.0.1",
    dns: [gateway],
    "default-address-pools": [{ base: pool, size: 28 }],
    "default-ulimits": {
      core: { Name: "core", Soft: 0, Hard: 0 },
      nofile: { Name: "nofile", Soft: 1024, Hard: 4096 },
    },
    "storage-driver": "overlay2",
    features: { "containerd-snapshotter": false },
    "log-driver": "json-file",
    "log-opts": { "max-size": "1m", "max-file": "1" },
    "registry-mirrors": [],
    ...(runsc && { runtimes: { runsc: { path: runsc } } }),
    builder: {
      gc: {
        enabled: true,
        defaultKeepStorage: `${Math.floor((diskBytes * CACHE_SHARE) / 2 ** 20)}MB`,
      },
      // a client may ask for these; nobody gets them
      entitlements: { "network-host": false, "security-insecure": false },
    },
  };
}

/** What the network of runs is called in the engine. */
export const RUNS_NETWORK = "stagecraft-runs";

/**
 * The network of runs, as the Engine's API makes it: no route leads out of it. Its bridge keeps an
 * address, because previews come from there; that nothing goes to it is `lib/inside.sh`.
 */
export function runsNetwork({ bridge, subnet, gateway }) {
  return {
    Name: RUNS_NETWORK,
    Driver: "bridge",
    Internal: true,
    EnableIPv6: false,
    IPAM: { Config: [{ Subnet: subnet, Gateway: gateway }] },
    Options: {
      "com.docker.network.bridge.name": bridge,
      "com.docker.network.bridge.enable_icc": "false",
      "com.docker.network.bridge.enable_ip_masquerade": "false",
    },
  };
}

/** The few files of the engine's own /etc: it sees none of the machine's. */
export function engineEtc({ firstId, gateway }) {
  const remap = `stagecraft:${firstId}:65536\n`;
  return {
    passwd:
      "root:x:0:0:root:/root:/bin/sh\nstagecraft:x:65533:65533::/nonexistent:/usr/sbin/nologin\n",
    group: "root:x:0:\nstagecraft:x:65533:\n",
    subuid: remap,
    subgid: remap,
    hosts: "127.0.0.1 localhost\n",
    "resolv.conf": `nameserver ${gateway}\noptions timeout:1 attempts:1\n`,
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
  };
}
