/** `/drumbeat plan`: of oneself; with a program or cadence, as buttons give it, of all whom it asks. */
import { cadenceOf } from "../cadences/use-cases.ts";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import type { Command } from "../platform/slack/listening.ts";
import { textsFor } from "../platform/texts/language.ts";
import { programOf, refuseUnlessMayChange } from "../programs/use-cases.ts";
import { PlanPicture } from "./blocks.ts";
import { planTexts } from "./texts.ts";
import { planFor, type Wanted } from "./use-cases.ts";

const WEEKS = 2;

export function planCommand(services: Services): Command<Person> {
  const { db } = services;
  return {
    word: "plan",
    help: (reader) => textsFor(planTexts, reader).help,
    label: (reader) => textsFor(planTexts, reader).label,
    async handle({ actor, words: [what, id] }) {
      const reader = readerOf(actor);
      const texts = textsFor(planTexts, reader);
      const { title, wanted } = await subjectOf(actor, what, id);
      const picture = new PlanPicture(reader, actor.id);
      for await (const known of planFor(services, actor, { weeks: WEEKS, ...wanted })) picture.add(known);
      return picture.message(title === null ? texts.own(WEEKS) : texts.program(title, WEEKS));
    },
  };

  /** Throws PROGRAM_NOT_YOURS. */
  async function subjectOf(
    actor: Person,
    what: string | undefined,
    id: string | undefined,
  ): Promise<{ title: string | null; wanted: Omit<Wanted, "weeks"> }> {
    if (id === undefined || (what !== "cadence" && what !== "program"))
      return { title: null, wanted: { personId: actor.id } };
    const cadence = what === "cadence" ? await cadenceOf(db, actor.workspace_id, id) : null;
    const program = await programOf(db, actor.workspace_id, cadence?.program_id ?? id);
    await refuseUnlessMayChange(db, actor, program, services);
    return { title: program.title, wanted: cadence ? { cadenceId: cadence.id } : { programId: program.id } };
  }
}
