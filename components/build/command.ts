/** What the learner would type to build one of a step's images. */
export function buildCommand(build: { readonly dockerfile: string; readonly tag: string }): string {
  const file = build.dockerfile === "Dockerfile" ? "" : ` -f ${build.dockerfile}`;
  return `docker build -t ${build.tag}${file} .`;
}

/** What the learner would type to start an image whose server listens on `port`. */
export function runCommand(tag: string, port: number): string {
  return `docker run -p ${port}:${port} ${tag}`;
}
