/** Problems of an input, with path, in the writer's language; and schema parts that report them. */
import { z } from "zod";
import type { Language } from "./language.ts";
import { zodInFrench } from "./zod-in-french.ts";

export type Words = Record<Language, string>;

/** Language of problems. Safe as a module variable: parsing never awaits. */
let problemLanguage: Language = "en";

/** `safeParse` with problems in this language. */
export function parseInLanguage<Output>(
  language: Language,
  schema: z.ZodType<Output>,
  input: unknown,
): z.ZodSafeParseResult<Output> {
  problemLanguage = language;
  try {
    const result = schema.safeParse(input, language === "fr" ? { error: zodInFrench } : {});
    // zod builds its messages when they are first read: now.
    return { ...result };
  } finally {
    problemLanguage = "en";
  }
}

export function problem(words: Words): string {
  return words[problemLanguage];
}

export function schemaError(words: Words) {
  return { error: () => problem(words) };
}

const MISSING = { en: "is missing", fr: "manque" };
const UNKNOWN = { en: "is not known here", fr: "n’est pas connu ici" };

const text = (expected: string | Words) =>
  typeof expected === "string"
    ? `must be ${expected}`
    : problem({ en: `must be ${expected.en}`, fr: `doit être ${expected.fr}` });

/** `path`: as in `rule.pauses.0.until`; empty for the whole input. */
export interface Problem {
  path: string;
  message: string;
}

export function firstProblem(error: z.ZodError): Problem {
  return problemsIn(error)[0] ?? { path: "", message: "is not valid" };
}

export function problemsIn(error: z.ZodError): Problem[] {
  return error.issues.map((issue) => ({ path: pathOf(issue).map(String).join("."), message: issue.message }));
}

/** Schema error “is missing”, or “must be `what`”. Only the sandbox passes English alone. */
export function mustBe(expected: string | Words) {
  return { error: ({ input }: { input?: unknown }) => (input === undefined ? problem(MISSING) : text(expected)) };
}

export function wholeNumber(min: number, max: number) {
  const message = mustBe({
    en: `a whole number from ${min} to ${max}`,
    fr: `un nombre entier de ${min} à ${max}`,
  });
  return z.int(message).min(min, message).max(max, message);
}

export function strictObject<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === "unrecognized_keys") return problem(UNKNOWN);
      const keys = Object.keys(shape).join(", ");
      const object = { en: `an object { ${keys} }`, fr: `un objet { ${keys} }` };
      return issue.input === undefined ? problem(MISSING) : text(object);
    },
  });
}

/** A union discriminated by the key that is present, so that issues name a field. */
export function byKey<Value>(expected: Words, shapes: Record<string, z.ZodType<Value>>): z.ZodType<Value> {
  return z.unknown().transform((input, context) => {
    const given = typeof input === "object" && input !== null ? input : {};
    const result = Object.entries(shapes)
      .find(([key]) => key in given)?.[1]
      .safeParse(input);
    if (result?.success) return result.data;
    const issues = result?.error.issues.map((issue) => ({ path: pathOf(issue), message: issue.message }));
    for (const issue of issues ?? [{ path: [], message: input === undefined ? problem(MISSING) : text(expected) }])
      context.addIssue({ code: "custom", ...issue });
    return z.NEVER;
  });
}

/** zod reports an unknown key at its parent; the path should name the key. */
export function pathOf(issue: z.core.$ZodIssue): PropertyKey[] {
  return issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
}
