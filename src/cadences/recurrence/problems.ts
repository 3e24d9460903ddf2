/** Says what is wrong with an input, and where, to the person who wrote it; the pieces of schemas that speak so. */
import { z } from "zod";

/** Where in the input, as in `rule.pauses.0.until` (empty for the whole of it), and what is wrong there. */
export interface Problem {
  path: string;
  message: string;
}

export function firstProblem(error: z.ZodError): Problem {
  const issue = error.issues[0];
  return { path: issue ? pathOf(issue).map(String).join(".") : "", message: issue?.message ?? "is not valid" };
}

/** For the error of a schema: `is missing`, or `must be ` and `what`. */
export function says(what: string) {
  return { error: ({ input }: { input?: unknown }) => (input === undefined ? "is missing" : `must be ${what}`) };
}

export function whole(min: number, max: number) {
  const message = says(`a whole number from ${min} to ${max}`);
  return z.int(message).min(min, message).max(max, message);
}

/** A strict object. `elsewhere` says of a key that is unknown here where it belongs. */
export function exactly<Shape extends z.core.$ZodShape>(shape: Shape, elsewhere: Record<string, string> = {}) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === "unrecognized_keys") return elsewhere[issue.keys[0] ?? ""] ?? "is not known here";
      return issue.input === undefined ? "is missing" : `must be an object { ${Object.keys(shape).join(", ")} }`;
    },
  });
}

/** One of several objects, told apart by which key is there: issues then name the field, not "no member matched". */
export function byKey<Value>(what: string, shapes: Record<string, z.ZodType<Value>>): z.ZodType<Value> {
  return z.unknown().transform((input, context) => {
    const given = typeof input === "object" && input !== null ? input : {};
    const result = Object.entries(shapes)
      .find(([key]) => key in given)?.[1]
      .safeParse(input);
    if (result?.success) return result.data;
    const issues = result?.error.issues.map((issue) => ({ path: pathOf(issue), message: issue.message }));
    for (const issue of issues ?? [{ path: [], message: input === undefined ? "is missing" : `must be ${what}` }])
      context.addIssue({ code: "custom", ...issue });
    return z.NEVER;
  });
}

/** zod reports an unknown key at the object around it; a reader looks for the key. */
function pathOf(issue: z.core.$ZodIssue): PropertyKey[] {
  return issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
}
