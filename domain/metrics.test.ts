import { expect, test } from "vitest";
import { metricsText } from "./metrics";

test("the text that Prometheus reads", () => {
  const values = [{ labels: { status: 'a"b\\c\nd' }, value: 3 }];
  expect(
    metricsText([
      { name: "up", help: "Whether it is up.", type: "gauge", values: [{ value: 1 }] },
      { name: "ended_total", help: "Ended.", type: "counter", values },
    ]),
  ).toBe(`# HELP up Whether it is up.
# TYPE up gauge
up 1
# HELP ended_total Ended.
# TYPE ended_total counter
ended_total{status="a\\"b\\\\c\\nd"} 3
`);
});
