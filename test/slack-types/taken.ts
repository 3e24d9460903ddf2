/** What the sandboxes of this process took and Slack's declarations do not allow, since it was last asked. */
import { z } from "zod";
import { problemsInMessage, problemsInView } from "./payloads.ts";

const content = z.looseObject({ blocks: z.unknown().optional(), view: z.unknown().optional() });
const entrySchema = z.looseObject({
  direction: z.enum(["call", "event", "act"]),
  type: z.string(),
  ok: z.boolean(),
  body: z.unknown(),
  answer: z.unknown().optional(),
});

let problems: string[] = [];
/** Of the last act: an answer of the app is acknowledged first, and may be refused then. */
let ofLastAct: { type: string; found: string[] } | null = null;

/** An entry of a transcript; what was refused is not judged. */
export function taken(entry: unknown): void {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success || parsed.data.direction === "event") return;
  const { direction, type, body, answer, ok } = parsed.data;
  if (!ok) {
    const refused = direction === "act" && ofLastAct?.type === type ? ofLastAct.found : [];
    problems = problems.filter((problem) => !refused.includes(problem));
    return;
  }
  const shown = content.safeParse(direction === "call" ? body : answer);
  if (!shown.success) return;
  const { blocks, view } = shown.data;
  for (const [what, judge] of [
    [blocks, problemsInMessage],
    [view, problemsInView],
  ] as const) {
    if (what === undefined || what === null) continue;
    const found = judge(what);
    const told = found.map((problem) => `${type}: ${problem}`);
    problems.push(...told);
    if (direction === "act") ofLastAct = { type, found: told };
  }
}

export function problemsTaken(): string[] {
  const found = problems;
  problems = [];
  return found;
}
