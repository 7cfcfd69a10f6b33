import { expect, test } from "vitest";
import { base, client, dockerfile, output } from "./engine.fixture";

const buildkit = client();
const questionable = dockerfile(
  `FROM ${base}`,
  "ENV PASSWORD=hunter2",
  "WORKDIR relative",
  "CMD node index.js",
);

test("the checks alone say what a build says, where the engine has them", async () => {
  const asked = await buildkit.lint(questionable);
  const { heard } = await output(buildkit, questionable);
  const built = heard.flatMap(({ warnings }) => warnings);
  const comparable = (warnings: typeof built) =>
    warnings.map(({ vertex, ...rest }) => rest).sort((a, b) => a.short.localeCompare(b.short));
  expect(comparable(asked)).toEqual(comparable(built));
  if (asked.length > 0) {
    expect(asked).toContainEqual(
      expect.objectContaining({
        short: expect.stringMatching(/^WorkdirRelativePath: /),
        file: "Dockerfile",
        lines: [{ start: 3, end: 3 }],
        url: expect.stringMatching(/^https:\/\/docs\.docker\.com\//),
      }),
    );
  }
});

test("a Dockerfile without fault has no warnings", async () => {
  expect(await buildkit.lint(dockerfile(`FROM ${base}`, 'CMD ["node"]'))).toEqual([]);
});
