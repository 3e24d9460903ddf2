/** What people press about the people of a program, and the forms that open. */

import type { NamedCommand } from "../../kernel/capability.ts";
import { shownBelow } from "../../kernel/forms/below.ts";
import { type Person, peopleByIds, readerAt } from "../../people/use-cases.ts";
import { DrumbeatError } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import {
  type Listening,
  onPress,
  onPressOf,
  type Press,
  type SubmitResult,
  type Submitted,
} from "../../platform/slack/listening.ts";
import { languageOf, textsFor } from "../../platform/texts/language.ts";
import type { ProgramButton } from "../../programs/menu.ts";
import { rolesMessage } from "../../programs/roles.ts";
import { dueView, lineMenu, peopleIds, peopleView, type Shown, shownSchema } from "./blocks.ts";
import { addForm, addView, changeForm, changeView, joinForm, joinView, noticeForm, noticeView } from "./forms.ts";
import { stakeholderTexts } from "./texts.ts";
import {
  changeStakeholder,
  joinAccount,
  markNotified,
  nameStakeholder,
  noteContact,
  removeStakeholder,
} from "./use-cases.ts";
import { dueContactsOf, hasPeople, type Line, noticeFor, peopleOf, stakeholderFor } from "./use-cases-reading.ts";

const FIRST_PAGE = { tab: "list", page: 0 } as const;
const DUE = "due";

export function peopleCommand(services: Services): NamedCommand<Person> {
  return {
    word: "people",
    otherWords: { en: ["stakeholders"], fr: ["personnes", "parties prenantes"] },
    secondWords: { words: { [DUE]: ["à recontacter"] }, allowsOthers: true },
    help: (reader) => textsFor(stakeholderTexts, reader).command.help,
    label: (reader) => textsFor(stakeholderTexts, reader).command.label,
    async handle({ actor, words: [wanted = null], client, triggerId }) {
      if (wanted === null && !(await hasPeople(services, actor))) return rolesMessage(services, actor);
      const view = wanted === DUE ? await dueViewFor(services, actor) : await listViewFor(services, actor, wanted);
      await client.views.open({ trigger_id: triggerId, view });
      return null;
    },
  };
}

/** Beside the menu of a program. */
export const peopleButton: ProgramButton = {
  command: "people",
  label: (reader) => textsFor(stakeholderTexts, reader).menu,
};

export function registerPeopleListeners(listening: Listening<Person>, services: Services): void {
  onPressOf(listening, new RegExp(`^${peopleIds.show}:`), shownSchema, async (press) => {
    await update(press, await listViewFor(services, press.actor, press.value.programId, press.value));
  });
  onPress(listening, peopleIds.program, async (press) => {
    await update(press, await listViewFor(services, press.actor, press.value));
  });
  onPress(listening, peopleIds.add, async (press) => {
    const { program } = await peopleOf(services, press.actor, press.value);
    const of = { programId: program.id, ownSlackId: press.actor.slack_user_id };
    await press.open(addView(readerAt(press.actor, services.clock.now()), of));
  });
  onPress(listening, new RegExp(`^${peopleIds.tick}:`), async (press) => {
    await noteContact(services, press.actor, press.value);
    await update(press, await dueViewFor(services, press.actor));
  });
  listenToLines(listening, services);
  listenToForms(listening, services);
}

function listenToLines(listening: Listening<Person>, services: Services): void {
  lineMenu.listen(listening, async (press, choice, id) => {
    const { actor } = press;
    const reader = readerAt(actor, services.clock.now());
    switch (choice) {
      case "spoke": {
        const { program_id: programId } = await noteContact(services, actor, id);
        return update(press, await listViewFor(services, actor, programId, shownIn(press)));
      }
      case "remove": {
        const { program_id: programId } = await removeStakeholder(services, actor, id);
        return update(press, await listAfter(services, actor, programId));
      }
      case "change": {
        const line = await stakeholderFor(services, actor, id);
        return press.open(changeView(reader, line, await slackIdsIn(services, actor, line)));
      }
      case "notice":
        return press.open(noticeView(reader, await noticeFor(services, actor, id)));
      case "join":
        return press.open(joinView(reader, await stakeholderFor(services, actor, id)));
    }
  });
}

function listenToForms(listening: Listening<Person>, services: Services): void {
  addForm.listen(listening, async (submitted) => {
    const { actor, state, filled, client } = submitted;
    const personOf = (slackId: string | null) => (slackId === null ? null : listening.actorOf(slackId, client));
    return saved(services, submitted, async () => {
      const [person, saidTo] = [await personOf(filled.person), await personOf(filled.saidTo)];
      const owner = await listening.actorOf(filled.owner, client);
      const entered = { ...filled, person, saidTo, owner, nextOn: filled.next };
      return nameStakeholder(services, actor, state.programId, entered);
    });
  });
  changeForm.listen(listening, async (submitted) => {
    const { actor, state, filled, client } = submitted;
    return saved(services, submitted, async () => {
      const saidTo = filled.saidTo === null ? null : await listening.actorOf(filled.saidTo, client);
      const owner = await listening.actorOf(filled.owner, client);
      return changeStakeholder(services, actor, state.id, { ...filled, saidTo, owner, nextOn: filled.next });
    });
  });
  noticeForm.listen(listening, async (submitted) =>
    saved(services, submitted, () =>
      markNotified(services, submitted.actor, submitted.state.id, submitted.filled.name),
    ),
  );
  joinForm.listen(listening, async (submitted) =>
    saved(services, submitted, async () => {
      const person = await listening.actorOf(submitted.filled.person, submitted.client);
      return joinAccount(services, submitted.actor, submitted.state.id, person);
    }),
  );
}

/** At which field it is said what was refused; the others are told above the form. */
const FIELDS: Readonly<Record<string, string>> = {
  STAKEHOLDER_NOBODY: "job",
  STAKEHOLDER_BOTH: "job",
  STAKEHOLDER_ONESELF: "person",
  STAKEHOLDER_KEEPS_OWN: "owner",
  STAKEHOLDER_KNOWN: "person",
  STAKEHOLDER_LATER: "saidOn",
  STAKEHOLDER_NO_PERSON: "person",
  STAKEHOLDER_OWNER_NO_PERSON: "owner",
  STAKEHOLDER_OWNER_OUTSIDE: "owner",
};

/** The list below the form is as it is now, and the form goes; without one, the list takes its place. */
async function saved(
  services: Services,
  { actor, belowId, client }: Pick<Submitted<Person>, "actor" | "belowId" | "client">,
  save: () => Promise<{ program_id: string }>,
): Promise<SubmitResult> {
  try {
    const { program_id: programId } = await save();
    const view = await listAfter(services, actor, programId);
    return await shownBelow({ client, belowId }, view);
  } catch (error) {
    const field = error instanceof DrumbeatError ? FIELDS[error.code] : undefined;
    if (!(error instanceof DrumbeatError) || field === undefined) throw error;
    return { errors: { [field]: error.sentence(languageOf(actor.locale)) } };
  }
}

async function listViewFor(
  services: Services,
  actor: Person,
  wanted: string | null,
  shown: Pick<Shown, "tab" | "page"> = FIRST_PAGE,
) {
  const people = await peopleOf(services, actor, wanted);
  return peopleView(readerAt(actor, services.clock.now()), people, shown);
}

/** Whoever gave away or removed the only contact that they kept has no list any more. */
async function listAfter(services: Services, actor: Person, programId: string) {
  try {
    return await listViewFor(services, actor, programId);
  } catch (error) {
    if (!(error instanceof DrumbeatError)) throw error;
    return dueViewFor(services, actor);
  }
}

async function dueViewFor(services: Services, actor: Person) {
  return dueView(readerAt(actor, services.clock.now()), await dueContactsOf(services, actor));
}

async function slackIdsIn({ db }: Services, actor: Person, line: Line) {
  const ids = [line.owner_id, ...(line.said_to === null ? [] : [line.said_to])];
  const known = new Map((await peopleByIds(db, actor.workspace_id, ids)).map((each) => [each.id, each.slack_user_id]));
  return (personId: string) => known.get(personId) ?? null;
}

function shownIn({ view }: Pick<Press<Person>, "view">): Pick<Shown, "tab" | "page"> {
  return view ? shownSchema.parse(JSON.parse(view.privateMetadata)) : FIRST_PAGE;
}

async function update(
  { client, view: open, triggerId }: Pick<Press<Person>, "client" | "view" | "triggerId">,
  view: Awaited<ReturnType<typeof listViewFor>>,
): Promise<void> {
  if (open) await client.views.update({ view_id: open.id, hash: open.hash, view });
  else await client.views.open({ trigger_id: triggerId, view });
}
