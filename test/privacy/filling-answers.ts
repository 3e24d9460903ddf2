/** Check-ins and what is typed to Drumbeat, filled with somebody's words. */
import { goAway } from "../../src/check-ins/away/absences.ts";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { putInto } from "../../src/demo/answer-check-in.ts";
import { openForm, personIn } from "../support/run.ts";
import type { Story } from "./filling.ts";

export async function inAnswers({ run, zoe, me, tom }: Story): Promise<void> {
  // Whoever covers reads whose absence it is.
  const away = { from: "2026-12-21", until: "2026-12-23", delegate: tom };
  await goAway({ ...run.app.services, actor: me }, { person: me, ...away });
  await run.settle();
  await openForm(run, "zoe", "daily");
  await zoe.submit();
  await zoe.actor.say("Good morning");
  await run.settle();
  await zoe.messageShortcut("add_to_record");
  await zoe.messageShortcut("ask_for_work_about");
}

/** Of several check-ins in one form. */
export async function answerDay({ run, zoe, me }: Story): Promise<void> {
  const prompts = await run.db
    .selectFrom("prompt")
    .innerJoin("round", "round.id", "prompt.round_id")
    .innerJoin("cadence", "cadence.id", "round.cadence_id")
    .select("prompt.id")
    .where("person_id", "=", me.id)
    .where("prompt.state", "=", "sent")
    .where("cadence.template", "=", "daily-team")
    .where("prompt.closes_at", ">", run.clock.now())
    .execute();
  await zoe.form("check_in.open_day", { promptIds: prompts.map(({ id }) => id) });
}

/** With a colour, which opens further fields. */
export async function answerMonthly({ run, zoe }: Story): Promise<void> {
  await openForm(run, "zoe", "monthly");
  await putInto(zoe.actor, "answer:health", "red");
  await run.settle();
  await zoe.submit({}, "submit check_in.form of whoever leads");
}

/** With and without her name, as four others answer too. */
export async function beforeWorkshop({ run, zoe }: Story): Promise<void> {
  await openForm(run, "zoe", "year");
  await zoe.actor.pressInView({ actionId: "check_in.more" });
  await run.settle();
  await zoe.submit({}, "submit check_in.form before a workshop");
  for (const handle of ["lea", "nina", "sofia", "sam"]) {
    const actor = await personIn(run, handle);
    const { id: promptId } = await run.db
      .selectFrom("prompt")
      .innerJoin("round", "round.id", "prompt.round_id")
      .innerJoin("cadence", "cadence.id", "round.cadence_id")
      .select("prompt.id")
      .where("person_id", "=", actor.id)
      .where("cadence.key", "=", "year")
      .executeTakeFirstOrThrow();
    const answers = { vision: "One card", successes: "The pilot", stop: "The mails", support: "In the stores" };
    await submitCheckIn({ ...run.app.services, actor }, { promptId, answers });
  }
}
