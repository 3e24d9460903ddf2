/** A patch under test/mends: which mending it takes out, and which test must then fail. */
import { z } from "zod";

/**
 * The lines of the reviews, promises and mutations that each have a test of their own. One that has no patch is named by
 * `npm run mends`.
 */
export const MENDED: readonly string[] = [
  ...["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S11", "S12", "S13", "S14"],
  ...["O1", "O3", "O4", "O5", "O6", "O8", "O9", "O10", "O13"],
  ...["K2", "K3", "K4", "K6", "K7", "K8", "K9", "K12"],
  ...["V1", "V5"],
  ...[
    "B3",
    "B8",
    "B11",
    "B12",
    "C1",
    "C2",
    "C3",
    "C4",
    "C5",
    "C6",
    "C7",
    "C8",
    "C9",
    "C10",
    "C11",
    "C13",
    "C14",
    "C15",
    "C16",
    "C17",
    "P23",
    "P26",
    "P27",
    "P28",
    "P29",
  ],
  "V2",
  "house",
];

export interface Mend {
  /** The line that it is about, such as `S4`; `house` for a mutation of the architecture's own list. */
  id: string;
  /** The name of the file without its ending: `S13-future-timestamp`. */
  name: string;
  /** The file of the test, from the project's folder. */
  test: string;
  /** A regular expression that finds the test's name. */
  pattern: string;
}

const header = z.object({
  Test: z.string().regex(/^(?:packages\/[\w-]+\/)?test\/[\w./-]+\.test\.ts$/, "is the path of a test"),
  Name: z.string().min(1),
});

/**
 * Reads the head of a patch, `Test: …` and `Name: …` before an empty line and a unified diff. Throws an error that says
 * what is missing.
 */
export function readMend(file: string, text: string): Mend {
  const [, name = "", id = ""] = /^(([A-Z]+\d+|house)(?:-[\w-]+)?)\.patch$/.exec(file) ?? [];
  if (id === "") throw new Error(`${file}: is named neither ID.patch nor ID-word.patch`);
  const [head = "", diff] = text.split(/\n\s*\n(?=diff --git )/);
  if (diff === undefined) throw new Error(`${file}: has no empty line and diff --git after its head`);
  const fields = Object.fromEntries(head.split("\n").map((line) => line.split(/:\s+(.*)/, 2)));
  const read = header.safeParse(fields);
  if (!read.success)
    throw new Error(
      `${file}: ${read.error.issues.map(({ path, message }) => `${path.join()}: ${message}`).join("; ")}`,
    );
  return { id, name, test: read.data.Test, pattern: read.data.Name };
}

/** What vitest's JSON reporter writes, as far as it is read here. */
export const testReport = z.object({
  testResults: z.array(
    z.object({
      message: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** What a run without the mending showed. Only a test of that name that failed is as it should be. */
export function verdictOf({ testResults }: z.infer<typeof testReport>): { isOk: boolean; said: string } {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.filter(({ status }) => status === "failed");
  if (failed.length > 0)
    return {
      isOk: true,
      said: `fails: ${failed[0]?.fullName}${failed.length > 1 ? `, and ${failed.length - 1} more` : ""}`,
    };
  if (tests.some(({ status }) => status === "passed")) return { isOk: false, said: "still passes" };
  const message = testResults.map((each) => each.message.split("\n")[0]).join();
  return { isOk: false, said: message ? `cannot be loaded: ${message}` : "has no test of this name" };
}
