/** `/drumbeat plan`: the caller's own plan; with a program or cadence from a button, that of everybody asked. */
import type { NamedCommand } from "../app/capability.ts";
import { type Cadence, cadenceOf, listActiveCadencesOf, nameOf } from "../cadences/cadences.ts";
import { areMessagesPaused } from "../delivery/pause.ts";
import { type Person, readerOf } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { programToChange } from "../programs/programs.ts";
import { actions, context, shorten } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import type { PlanFilter } from "./plan.ts";
import { PlanMessage } from "./plan-message.ts";
import { chooseRecipient } from "./prompt-preview.ts";
import { planTexts } from "./texts.ts";

const WEEKS = 2;
const MOST_BUTTONS = 10;
const LONGEST_BUTTON = 75;

export function planCommand(services: Services): NamedCommand<Person> {
  const { db } = services;
  return {
    word: "plan",
    takesLong: true,
    otherWords: {
      en: ["schedule", "forecast", "upcoming", "calendar"],
      fr: ["à venir", "prochain", "prochains", "agenda", "planning", "prévision"],
    },
    secondWords: {
      words: {
        program: ["programme"],
        cadence: ["rythme"],
        as: ["comme"],
      },
    },
    help: (reader) => textsFor(planTexts, reader).help,
    label: (reader) => textsFor(planTexts, reader).label,
    async handle({ actor, words: [subject, id], triggerId, client }) {
      const reader = readerOf(actor);
      if (subject === "as" && id !== undefined) {
        await client.views.open({ trigger_id: triggerId, view: await chooseRecipient(services, actor, id) });
        return null;
      }
      const texts = textsFor(planTexts, reader);
      const { title, wanted, cadences } = await subjectOf(actor, subject, id);
      const picture = new PlanMessage(reader, actor.id);
      // Loaded on use: rare and large.
      const { planFor } = await import("./plan.ts");
      for await (const found of planFor(services, actor, { weeks: WEEKS, ...wanted })) picture.add(found);
      const previews = cadences
        .slice(0, MOST_BUTTONS)
        .map((cadence) =>
          commandButton(
            shorten(texts.recipient.button(nameOf(cadence, reader)), LONGEST_BUTTON),
            `plan as ${cadence.id}`,
          ),
        );
      const isPaused = await areMessagesPaused(db, actor.workspace_id);
      const more = [
        ...(isPaused ? [context(texts.paused)] : []),
        ...(previews.length > 0 ? [actions("as", ...previews)] : []),
      ];
      return picture.message(title === null ? texts.own(WEEKS) : texts.program(title, WEEKS), more);
    },
  };

  /** Throws PROGRAM_NOT_YOURS. */
  async function subjectOf(
    actor: Person,
    subject: string | undefined,
    id: string | undefined,
  ): Promise<{ title: string | null; wanted: Omit<PlanFilter, "weeks">; cadences: Cadence[] }> {
    if (id === undefined || (subject !== "cadence" && subject !== "program"))
      return { title: null, wanted: { personId: actor.id }, cadences: [] };
    const cadence = subject === "cadence" ? await cadenceOf(db, actor.workspace_id, id) : null;
    const program = await programToChange(services, db, actor, cadence?.program_id ?? id);
    const cadences = cadence ? [cadence] : await listActiveCadencesOf(db, program);
    return {
      title: program.title,
      wanted: cadence ? { cadenceId: cadence.id } : { programId: program.id },
      cadences,
    };
  }
}
