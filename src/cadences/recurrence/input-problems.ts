/** Says what is wrong with an input, and where, to the person who wrote it; the pieces of schemas that speak so. */
import { z } from "zod";
import type { Language } from "../../platform/texts/language.ts";
import { zodInFrench } from "../../platform/texts/zod-in-french.ts";

export type Words = Record<Language, string>;

/** In which language problems are told. Reading an input never waits, so nothing else is read meanwhile. */
let problemLanguage: Language = "en";

/** As `safeParse`; what is wrong is told in this language. */
export function readIn<Output>(
  language: Language,
  schema: z.ZodType<Output>,
  input: unknown,
): z.ZodSafeParseResult<Output> {
  problemLanguage = language;
  try {
    const result = schema.safeParse(input, language === "fr" ? { error: zodInFrench } : {});
    // zod words what is wrong when it is first read.
    return { ...result };
  } finally {
    problemLanguage = "en";
  }
}

/** What is wrong, in the language in which it is told now. */
export function problem(words: Words): string {
  return words[problemLanguage];
}

/** For the error of a schema: what is wrong. */
export function wrong(words: Words) {
  return { error: () => problem(words) };
}

const MISSING = { en: "is missing", fr: "manque" };
const UNKNOWN = { en: "is not known here", fr: "n’est pas connu ici" };

const text = (what: string | Words) =>
  typeof what === "string" ? `must be ${what}` : problem({ en: `must be ${what.en}`, fr: `doit être ${what.fr}` });

/** Where in the input, as in `rule.pauses.0.until` (empty for the whole of it), and what is wrong there. */
export interface Problem {
  path: string;
  message: string;
}

export function firstProblem(error: z.ZodError): Problem {
  const issue = error.issues[0];
  return { path: issue ? pathOf(issue).map(String).join(".") : "", message: issue?.message ?? "is not valid" };
}

/** For the error of a schema: `is missing`, or `must be ` and `what`. Texts of English alone are those of the sandbox. */
export function mustBe(what: string | Words) {
  return { error: ({ input }: { input?: unknown }) => (input === undefined ? problem(MISSING) : text(what)) };
}

export function whole(min: number, max: number) {
  const message = mustBe({
    en: `a whole number from ${min} to ${max}`,
    fr: `un nombre entier de ${min} à ${max}`,
  });
  return z.int(message).min(min, message).max(max, message);
}

/** A strict object. */
export function exactly<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === "unrecognized_keys") return problem(UNKNOWN);
      const keys = Object.keys(shape).join(", ");
      const object = { en: `an object { ${keys} }`, fr: `un objet { ${keys} }` };
      return issue.input === undefined ? problem(MISSING) : text(object);
    },
  });
}

/** One of several objects, told apart by which key is there: issues then name the field, not "no member matched". */
export function byKey<Value>(what: Words, shapes: Record<string, z.ZodType<Value>>): z.ZodType<Value> {
  return z.unknown().transform((input, context) => {
    const given = typeof input === "object" && input !== null ? input : {};
    const result = Object.entries(shapes)
      .find(([key]) => key in given)?.[1]
      .safeParse(input);
    if (result?.success) return result.data;
    const issues = result?.error.issues.map((issue) => ({ path: pathOf(issue), message: issue.message }));
    for (const issue of issues ?? [{ path: [], message: input === undefined ? problem(MISSING) : text(what) }])
      context.addIssue({ code: "custom", ...issue });
    return z.NEVER;
  });
}

/** zod reports an unknown key at the object around it; a reader looks for the key. */
function pathOf(issue: z.core.$ZodIssue): PropertyKey[] {
  return issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
}
