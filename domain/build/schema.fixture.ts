import fc from "fast-check";
import { z } from "zod";

type Shape = {
  readonly type?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
};

/** Any value that a schema takes, so that a test of the wire follows whatever is added to it. */
export function anyOf<T>(schema: z.ZodType<T>): fc.Arbitrary<T> {
  return ofShape(z.toJSONSchema(schema) as Shape) as fc.Arbitrary<T>;
}

function ofShape(shape: Shape): fc.Arbitrary<unknown> {
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return fc.oneof(...choices.map(ofShape));
  if ("const" in shape) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  switch (shape.type) {
    case "string":
      return shape.format === "date-time" ? dates : fc.string({ unit: "binary" });
    case "integer":
      return fc.maxSafeInteger().filter((value) => fits(value, shape));
    case "number":
      // JSON knows no -0.
      return fc
        .double({ noNaN: true, noDefaultInfinity: true, min: shape.minimum ?? -1e300, max: 1e300 })
        .map((value) => value + 0)
        .filter((value) => fits(value, shape));
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(ofShape(shape.items ?? {}), { maxLength: 4 });
    case "object": {
      const fields = Object.entries(shape.properties ?? {});
      const required = [...(shape.required ?? [])];
      return fc.record(Object.fromEntries(fields.map(([name, one]) => [name, ofShape(one)])), {
        requiredKeys: required,
        noNullPrototype: true,
      });
    }
    default:
      throw new Error(`no values are known for ${JSON.stringify(shape)}`);
  }
}

const dates = fc
  .date({ min: new Date("0000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString());

function fits(value: number, { minimum = Number.NEGATIVE_INFINITY, exclusiveMinimum }: Shape) {
  return value >= minimum && (exclusiveMinimum === undefined || value > exclusiveMinimum);
}
