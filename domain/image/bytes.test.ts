import { describe, expect, test } from "vitest";
import { dockerSize, formatBytes } from "./bytes";

describe("formatBytes", () => {
  test.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1.0 kB"],
    [2_415, "2.4 kB"],
    [999_949, "999.9 kB"],
    [999_950, "1.0 MB"],
    [104_585_665, "104.6 MB"],
    [1_024_736_439, "1,024.7 MB"],
    [9_999_900_000, "9,999.9 MB"],
    [12_345_678_901, "12.3 GB"],
  ])("%d is %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

// Three significant digits as Go and C round them: `printf("%.3g")`.
describe("dockerSize", () => {
  test.each([
    [0, "0B"],
    [5, "5B"],
    [999, "999B"],
    [1000, "1kB"],
    [5_500, "5.5kB"],
    [13_257, "13.3kB"],
    [100_000_000, "100MB"],
    [104_585_665, "105MB"],
    [117_000_000, "117MB"],
    [999_499_999, "999MB"],
    [999_600_000, "1e+03MB"],
    [1_000_000_000, "1GB"],
    [1_024_736_439, "1.02GB"],
    [1_500_000_000, "1.5GB"],
    [22_800_000_000, "22.8GB"],
  ])("%d is %s", (bytes, text) => expect(dockerSize(bytes)).toBe(text));

  test.each([
    [104_500_000, "104MB"],
    [105_500_000, "106MB"],
    [999_500_000, "1e+03MB"],
  ])("a tie goes to the even digit: %d is %s", (bytes, text) =>
    expect(dockerSize(bytes)).toBe(text),
  );
});
