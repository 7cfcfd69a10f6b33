import type Docker from "dockerode";

/** Whether an engine keeps its images in containerd's store, and not in the classic one of its own. */
export async function isContainerdStore(docker: Docker): Promise<boolean> {
  const { DriverStatus = [] } = (await docker.info()) as { DriverStatus?: [string, string][] };
  return DriverStatus.some(
    ([key, value]) => key === "driver-type" && value === "io.containerd.snapshotter.v1",
  );
}
