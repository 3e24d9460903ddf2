/** Acts on what somebody is asked: answers, of which two may be about one item, skipping, *Later*. */

import { addRhythms } from "../../../src/check-ins/initial-rhythms.ts";
import { skipCheckIn, snoozeCheckIn, submitCheckIn } from "../../../src/check-ins/saving.ts";
import { inTransaction } from "../../../src/platform/transaction.ts";
import { closeProgram } from "../../../src/programs/changes.ts";
import { programOf } from "../../../src/programs/programs.ts";
import { closeItem } from "../../../src/register/acts.ts";
import { addQuietly } from "../../support/acting.ts";
import { kind } from "./kinds.ts";
import type { World } from "./world.ts";

interface Asked {
  promptId: string;
  otherId: string;
  itemId: string;
}

/** Tom and Nina are asked, and Tom has an action that Nina raised. */
async function round({ run, by, person, programId, next }: World): Promise<Asked> {
  const { workspace_id } = person("lea");
  const program = await programOf(run.db, workspace_id, programId);
  await inTransaction(run.db, (tx) => addRhythms(by("lea"), tx, { program, actor: person("lea"), rhythms: ["daily"] }));
  const cadence = await run.db
    .selectFrom("cadence")
    .select(["id", "question_set_id"])
    .where("program_id", "=", programId)
    .executeTakeFirstOrThrow();
  const times = {
    opens_at: "2026-11-02T09:00:00.000Z",
    due_at: "2026-11-02T17:00:00.000Z",
    closes_at: "2026-11-03T09:00:00.000Z",
  };
  const roundId = by("lea").ids.next();
  await run.db
    .insertInto("round")
    .values({
      workspace_id,
      id: roundId,
      cadence_id: cadence.id,
      program_id: programId,
      key: "2026-11-02",
      period: "2026-11-02",
      question_set_id: cadence.question_set_id,
      state: "open",
      ...times,
      missed_reason: null,
      missed_count: null,
      created_at: times.opens_at,
    })
    .execute();
  const prompt = async (handle: "tom" | "nina") => {
    const id = by("lea").ids.next();
    const row = { workspace_id, id, round_id: roundId, person_id: person(handle).id, state: "sent" as const, ...times };
    await run.db
      .insertInto("prompt")
      .values({ ...row, remind_at: null, sent_at: times.opens_at, reason: null, is_late: 0 })
      .execute();
    return id;
  };
  const item = await addQuietly(by("nina"), {
    programId,
    type: "action",
    details: {},
    title: "One",
    dueOn: "2026-11-20",
    ownerId: person("tom").id,
    sourceKey: `command:${next()}`,
  });
  return { promptId: await prompt("tom"), otherId: await prompt("nina"), itemId: item.id };
}

const saying = (progress: string) => ({ answers: { progress, next: "More" } });

const answers = kind("answer", round, {
  answer: ({ by }, { promptId }) => submitCheckIn(by("tom"), { promptId, ...saying("Done") }),
  "answer otherwise": ({ by }, { promptId }) => submitCheckIn(by("tom"), { promptId, ...saying("Done more") }),
  "end an item": ({ by }, { promptId, itemId }) =>
    submitCheckIn(by("tom"), { promptId, ...saying("Done"), about: [{ itemId, is: "done" }] }),
  "confirm the item": ({ by }, { otherId, itemId }) =>
    submitCheckIn(by("nina"), { promptId: otherId, ...saying("So"), about: [{ itemId, is: "open" }] }),
  nothing: ({ by }, { promptId }) => submitCheckIn(by("tom"), { promptId, nothingToReport: true }),
  skip: ({ by }, { promptId }) => skipCheckIn(by("tom"), { promptId }),
  later: ({ by }, { promptId }) =>
    snoozeCheckIn(by("tom"), { promptId, at: "2026-11-02T15:00:00.000Z", requestKey: "one" }),
  "close item": ({ by }, { itemId }) => closeItem(by("lea"), { id: itemId, note: "" }),
  close: ({ by, programId }) => closeProgram(by("lea"), { programId }),
});

export const OF_ANSWERS = [answers];
