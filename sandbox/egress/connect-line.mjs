import { BlockList } from "node:net";

/** Reads the head of `CONNECT <address>:<port> HTTP/1.1`: `{ address, port, rest }`, `{ more }` or `{ error }`. */
export function readConnect(bytes) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return bytes.length > 4096 ? { error: "the request is too long" } : { more: true };
  const match = /^CONNECT (\d+\.\d+\.\d+\.\d+):(\d{1,5}) HTTP\/1\.[01]\r?$/m.exec(
    bytes.toString("latin1", 0, end),
  );
  const port = Number(match?.[2]);
  if (!match || port < 1 || port > 65535)
    return { error: "expected CONNECT <IPv4 address>:<port>" };
  return { address: match[1], port, rest: bytes.subarray(end + 4) };
}

/** Answers a test for addresses of containers: those of the bridge's subnet but its gateway. */
export function onBridge(subnet, gateway) {
  const [network, bits] = subnet.split("/");
  const list = new BlockList();
  list.addSubnet(network, Number(bits));
  return (address) => list.check(address) && address !== gateway;
}
