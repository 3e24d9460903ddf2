import type { NamedCommand } from "../../app/capability.ts";
import { type Cadence, cadencesOf, nameOf } from "../../cadences/cadences.ts";
import { countOptOuts } from "../../cadences/participants.ts";
import type { Coming } from "../../cadences/recurrence/rules-words.ts";
import { templates } from "../../cadences/templates.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { nextOf } from "../../check-ins/rounds/coming.ts";
import { may } from "../../people/rules-rights.ts";
import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { firstStep } from "../../programs/first-step.ts";
import { listProgramsFor, type Program, programOf, refuseUnlessMayChange } from "../../programs/use-cases.ts";
import { cadencesMessage, type ListedCadence } from "./blocks.ts";
import { startView } from "./blocks-form.ts";

/** `/drumbeat cadence` lists, `/drumbeat cadence new` adds; with the id of a program, as buttons give it, for that one. */
export function cadenceCommands(services: Services): NamedCommand<Person>[] {
  const { db } = services;
  return [
    {
      word: "cadence",
      otherWords: { en: ["rhythm", "check-ins"], fr: ["cadence"] },
      secondWords: {
        words: { new: ["nouveau", "nouvelle", "ajouter", "créer", "add", "create"], list: ["liste"] },
      },
      help: (reader) => textsFor(cadenceTexts, reader).commands.help,
      label: (reader) => textsFor(cadenceTexts, reader).commands.label,
      isFor: async (actor) => (await changeable(services, actor)).length > 0,
      async handle({ actor, words: [word, programId], triggerId, client }) {
        const reader = readerOf(actor);
        if (programId !== undefined)
          await refuseUnlessMayChange(db, actor, await programOf(db, actor.workspace_id, programId), services);
        const programs = await changeable(services, actor);
        if (programs.length === 0) return firstStep(db, actor);
        if (word === "new") {
          const chosen = programId ?? (programs.length === 1 ? programs[0]?.id : undefined);
          const view = startView(reader, { programs, chosen, templates: templates() });
          await client.views.open({ trigger_id: triggerId, view });
          return null;
        }
        const wanted = programId === undefined ? programs : programs.filter(({ id }) => id === programId);
        const ids = wanted.map(({ id }) => id);
        const cadences = await cadencesOf(db, actor.workspace_id, ids);
        const optedOut = await countOptOuts(db, cadences, services);
        const next = await nextOf(services, actor, cadences);
        const listed = wanted.map(({ id, title }) => ({
          id,
          title,
          cadences: cadences
            .filter((cadence) => cadence.program_id === id)
            .map((cadence) => listedCadence(cadence, actor, next(cadence.id), optedOut.get(cadence.id) ?? 0)),
        }));
        return cadencesMessage(reader, listed);
      },
    },
  ];
}

/** The programs whose cadences this person may set up. */
async function changeable(services: Services, actor: Person): Promise<Program[]> {
  const known = await listProgramsFor(services.db, actor, services);
  return known
    .filter(({ program, standings }) => program.state === "active" && may(standings, "change-program"))
    .map(({ program }) => program);
}

function listedCadence(cadence: Cadence, actor: Person, next: Coming | null, optedOut: number): ListedCadence {
  return {
    id: cadence.id,
    name: nameOf(cadence, readerOf(actor)),
    rule: cadence.rule,
    isPaused: cadence.state === "paused",
    resumesOn: cadence.resumes_on,
    isRequired: cadence.is_required === 1,
    optedOut,
    pilot: cadence.pilot,
    next,
  };
}
