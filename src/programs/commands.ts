import type { NamedCommand } from "../app/capability.ts";
import { may } from "../people/rules-rights.ts";
import { type Person, readerOf, workspaceStandings } from "../people/use-cases.ts";
import { adminNames } from "../people/use-cases-settings.ts";
import type { Services } from "../platform/services.ts";
import { textsFor, whomToAsk } from "../platform/texts/language.ts";
import { actions, lineOf, section } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import type { GroupDirectory } from "../slack/group-directory.ts";
import type { Message } from "../slack/message.ts";
import { type ListedProgram, programsMessage } from "./blocks.ts";
import { BLANK_PROGRAM, programView } from "./blocks-form.ts";
import { checkInsCounted } from "./events.ts";
import { firstChoicesFor } from "./first-choices.ts";
import { firstStep } from "./first-step.ts";
import { labelsInWords, labelsOf } from "./labels.ts";
import { programButtons, programMenu } from "./menu.ts";
import { rolesMessage } from "./roles.ts";
import { programTexts } from "./texts.ts";
import { commandTexts } from "./texts-commands.ts";
import { type KnownProgram, listProgramsFor, seatDay, seatsByProgram } from "./use-cases.ts";
import { mayCreateProgram, refuseUnlessMayCreate } from "./use-cases-creating.ts";

/** `/drumbeat program` lists one's programs, `/drumbeat program new` creates one. */
export function programCommands(services: Services, directory: GroupDirectory): NamedCommand<Person>[] {
  const { db } = services;
  return [
    {
      word: "program",
      otherWords: { en: ["project"], fr: ["projet"] },
      secondWords: { words: { new: ["nouveau", "nouvelle", "créer", "create", "add", "ajouter"], page: ["page"] } },
      help: (reader) => textsFor(programTexts, reader).commands.program,
      label: (reader) => textsFor(programTexts, reader).commands.programLabel,
      async handle({ actor, words, triggerId, client }) {
        const reader = readerOf(actor);
        if (words[0] !== "new") return programList(services, actor, words[0] === "page" ? Number(words[1]) - 1 : 0);
        await refuseUnlessMayCreate(db, actor);
        const fields = { ...BLANK_PROGRAM, lead: actor.slack_user_id };
        const groups = await directory.groups(client);
        const state = { programId: null, expanded: false, turn: 0, isKeyFixed: false };
        const view = programView(reader, state, fields, {
          mayTick: may(workspaceStandings(actor), "tick-flagship"),
          groups,
          labelNames: [],
          first: await firstChoicesFor(db, actor),
        });
        await client.views.open({ trigger_id: triggerId, view });
        return null;
      },
    },
    {
      word: "new",
      otherWords: { en: ["create", "start", "setup", "set up"], fr: ["créer", "commencer", "démarrer"] },
      isUnlisted: true,
      help: (reader) => textsFor(commandTexts, reader).start.label,
      label: (reader) => textsFor(commandTexts, reader).start.label,
      handle: async ({ actor }) => begin(services, actor),
    },
    {
      word: "team",
      otherWords: {
        en: ["who", "sponsor", "roles"],
        fr: ["équipe", "qui", "rôles", "responsables"],
      },
      isUnlisted: true,
      help: (reader) => textsFor(commandTexts, reader).team.label,
      label: (reader) => textsFor(commandTexts, reader).team.label,
      handle: ({ actor }) => rolesMessage(services, actor),
    },
  ];
}

/** First a program, then its check-ins: whichever comes next for this person. */
async function begin({ db, ...services }: Services, actor: Person): Promise<Message> {
  const known = await listProgramsFor(db, actor, services);
  if (known.length === 0) return firstStep(db, actor);
  const texts = textsFor(commandTexts, readerOf(actor)).start;
  const theirs = known.filter(
    ({ program, standings }) => program.state === "active" && may(standings, "change-program"),
  );
  const checkIns = theirs.length > 0 ? [commandButton(texts.checkIn, "cadence new", { primary: true })] : [];
  const program = (await mayCreateProgram(db, actor)) ? [commandButton(texts.program, "program new")] : [];
  const buttons = [...checkIns, ...program];
  const text =
    buttons.length > 0 ? texts.what : texts.ask(whomToAsk(readerOf(actor), await adminNames(db, actor.workspace_id)));
  return { text, blocks: [section(lineOf(text)), ...(buttons.length > 0 ? [actions("new", ...buttons)] : [])] };
}

/** The programs of this person, of an admin all, a page of them. */
export async function programList(services: Services, actor: Person, page: number): Promise<Message> {
  const { db } = services;
  const known = await listProgramsFor(db, actor, services);
  if (known.length === 0) return firstStep(db, actor);
  const mayCreate = await mayCreateProgram(db, actor);
  const listed = await listedPrograms(services, actor, known);
  return programsMessage(readerOf(actor), listed, {
    page: Number.isInteger(page) && page > 0 ? page : 0,
    mayCreate,
    menu: programMenu.itemsIn(services),
    buttons: programButtons.itemsIn(services),
  });
}

async function listedPrograms(
  services: Services,
  actor: Person,
  known: readonly KnownProgram[],
): Promise<ListedProgram[]> {
  const { db } = services;
  const ids = known.map(({ program }) => program.id);
  const checkIns = await checkInsCounted.of(services, db, { workspaceId: actor.workspace_id, programIds: ids });
  const seats = await seatsByProgram(db, actor.workspace_id, ids, seatDay(services.clock.now()));
  return known.map(({ program, standings }) => {
    const namesOf = (role: string) =>
      (seats.get(program.id) ?? []).flatMap((seat) => (seat.role === role ? seat.name : []));
    return {
      id: program.id,
      title: program.title,
      purpose: program.purpose,
      isClosed: program.state === "closed",
      leads: namesOf("lead"),
      sponsors: namesOf("sponsor"),
      team: namesOf("team").length,
      checkIns: checkIns.get(program.id) ?? 0,
      labels: labelsInWords(readerOf(actor), labelsOf(program)),
      channelProblem: program.channel_problem,
      mayChange: may(standings, "change-program"),
    };
  });
}
