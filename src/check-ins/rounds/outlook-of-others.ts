/** What others expect of objectives is read after one's own answer alone, wherever it is shown before it goes above. */
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Prompt } from "./prompts.ts";

interface Reader {
  workspaceId: string;
  personId: string;
  now: Instant;
}

/** Whether it still waits for this person: themselves, or whoever answers in the place of somebody who is excused. */
export function isToAnswer(
  { state, person_id, delegate_id, closes_at }: Pick<Prompt, "state" | "person_id" | "delegate_id" | "closes_at">,
  { personId, now }: Pick<Reader, "personId" | "now">,
): boolean {
  if (state === "answered" || closes_at <= now) return false;
  return personId === delegate_id || (personId === person_id && state !== "excused");
}

/** Those of these check-ins whose outlook this person does not read yet: they are still to answer in the same round. */
export async function outlookHidden(
  db: Db | Tx,
  { workspaceId, personId, now }: Reader,
  checkInIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (checkInIds.length === 0) return new Set();
  const prompts = await db
    .selectFrom("check_in")
    .innerJoin("prompt", (join) =>
      join
        .onRef("prompt.workspace_id", "=", "check_in.workspace_id")
        .onRef("prompt.round_id", "=", "check_in.round_id"),
    )
    .select(["check_in.id", "prompt.state", "prompt.person_id", "prompt.delegate_id", "prompt.closes_at"])
    .where("check_in.workspace_id", "=", workspaceId)
    .where("check_in.id", "in", checkInIds)
    .where("check_in.person_id", "!=", personId)
    .where((eb) => eb.or([eb("prompt.person_id", "=", personId), eb("prompt.delegate_id", "=", personId)]))
    .execute();
  return new Set(prompts.flatMap((prompt) => (isToAnswer(prompt, { personId, now }) ? [prompt.id] : [])));
}
