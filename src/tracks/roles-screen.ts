/** `/drumbeat roles`: who holds which working role of a program, where one is missing, and what the roles give to each other. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, readerOf } from "../people/people.ts";
import { DrumbeatError } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, list, type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, button, context, countLeft, escapeMrkdwn, linesWithin, section, shorten } from "../slack/blocks.ts";
import { optionalText, people, text } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { shownBelow } from "../slack/forms/view-below.ts";
import { doneView, type Listening, onPress, onPressOf, type Press } from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import { Menu } from "../slack/overflow-menu.ts";
import { askIds } from "./ask-form.ts";
import { learningLine } from "./learning.ts";
import { roleLibrary } from "./library.ts";
import { readRaci } from "./raci.ts";
import { MOST_PROBLEMS, raciIds, raciViewFor } from "./raci-screen.ts";
import type { Both } from "./template.ts";
import { trackTexts } from "./texts.ts";
import { listNewcomers, startWelcome, WELCOME_ACT, welcomeLine, welcomeValue } from "./welcome.ts";
import { welcomeTexts } from "./welcome-texts.ts";
import {
  addLibraryRoles,
  endRole,
  programMenu,
  programSeen,
  rolesOf,
  roleToChange,
  saveRole,
  type WorkingRole,
} from "./working-roles.ts";

export const rolesIds = {
  library: "roles.library",
  add: "roles.add",
  act: "roles.act",
  program: "roles.program",
} as const;

const roleMenu = new Menu(rolesIds.act, z.enum(["change", "end"]));

/** More have no room in a view. */
const MOST_SHOWN = 87;
const MOST_NEWCOMERS = 3;
const LONGEST_NAME = 80;

const lines = () => optionalText({ isLong: true, max: 1500 });

const roleForm = new Form({
  id: "roles.form",
  // `isRaci`: the form was opened from the RACI matrix.
  state: z.strictObject({ programId: z.string(), roleId: z.string().nullable(), isRaci: z.boolean() }),
  fields: z.object({
    name: text({ max: LONGEST_NAME }),
    holders: people(),
    answersFor: optionalText({ max: 200 }),
    tasks: lines(),
    firstTasks: lines(),
    skills: lines(),
    gives: lines(),
    needs: lines(),
    learning: lines(),
  }),
  required: (reader) => textsFor(trackTexts, reader).required,
});

export async function rolesViewFor(services: Services, actor: Person, wanted: string | null): Promise<ModalView> {
  const reader = readerOf(actor);
  const seen = await programSeen({ ...services, actor }, wanted, { isForParts: true });
  const { program, mayChange, mayAsk } = seen;
  const roles = await rolesOf(services.db, program);
  const texts = textsFor(trackTexts, reader);
  const count = (holding: number) => roles.filter(({ holders }) => holders.length === holding).length;
  const value = program.id;
  const found = mayChange ? await listNewcomers(services.db, program, services.clock.now()) : [];
  const newcomers = found.filter(({ person }) => person.id !== actor.id);
  const acts = [
    ...(mayChange && roles.length === 0 ? [button(rolesIds.library, texts.library, { value, primary: true })] : []),
    ...(mayChange ? [button(rolesIds.add, texts.add, { value })] : []),
    ...(mayAsk && roles.length > 0 ? [button(askIds.ask, texts.ask.open, { value })] : []),
  ];
  const title = `*${escapeMrkdwn(shorten(program.title, LONGEST_NAME))}*`;
  const state = roles.length === 0 ? texts.none : texts.gaps(count(0), count(1));
  return modal({
    title: texts.title,
    close: texts.close,
    blocks: [
      section(`${title}\n${state}`, programMenu(rolesIds.program, seen)),
      ...(acts.length > 0 ? [actions("roles.acts", ...acts)] : []),
      ...newcomers.slice(0, MOST_NEWCOMERS).map((newcomer) => welcomeLine(reader, newcomer)),
      ...roles.slice(0, MOST_SHOWN).map((role) => {
        const menu = mayChange ? roleMenu.overflow(role.id, texts.acts) : undefined;
        return section(roleText(reader, role), menu);
      }),
      countLeft(roles.length - MOST_SHOWN),
      context(texts.noRights),
    ],
  });
}

function whoHasIt(reader: Reader, holders: readonly Person[]): string {
  const texts = textsFor(trackTexts, reader);
  const [first, ...others] = holders.map((person) => person.name);
  if (first === undefined) return texts.nobody;
  return others.length === 0 ? texts.onlyOne(first) : list(reader, [first, ...others]);
}

function roleText(reader: Reader, { description, holders }: WorkingRole): string {
  const texts = textsFor(trackTexts, reader);
  const { named } = texts.step;
  const { name, answersFor, skills, tasks, firstTasks, gives, needs, learning } = description;
  const inWords = (all: readonly Both[]) => all.map((words) => textsFor(words, reader));
  const listed = (label: string, all: readonly string[]) => (all.length > 0 ? [named(label, all.join(" · "))] : []);
  const lines = [
    whoHasIt(reader, holders),
    ...(answersFor ? [named(texts.form.answersFor, textsFor(answersFor, reader))] : []),
    ...listed(texts.form.tasks, inWords(tasks)),
    ...listed(texts.form.firstTasks, inWords(firstTasks)),
    ...listed(texts.form.skills, inWords(skills)),
    ...inWords(gives).map(texts.gives),
    ...inWords(needs).map(texts.needs),
  ];
  const [first = "", ...rest] = lines.map(escapeMrkdwn);
  const head = `*${escapeMrkdwn(textsFor(name, reader))}* · ${first}`;
  const toLearn = listed(texts.form.learning, inWords(learning).map(learningLine));
  return linesWithin([head, ...rest, ...toLearn], texts.home.more);
}

interface RoleShown {
  programId: string;
  role: WorkingRole | null;
  isRaci: boolean;
  problems: readonly string[];
}

function roleView(reader: Reader, { programId, role, isRaci, problems }: RoleShown): ModalView {
  const texts = textsFor(trackTexts, reader);
  const description = role?.description;
  const inWords = (words?: Both) => words && textsFor(words, reader);
  const inLines = (all: readonly Both[] = []) => all.map(inWords).join("\n");
  return roleForm.view({
    state: { programId, roleId: role?.id ?? null, isRaci },
    title: texts.form.title,
    submit: texts.save,
    above: problems.map((problem) => context(`⚠ ${escapeMrkdwn(problem)}`)),
    fields: {
      name: { label: texts.form.name, initial: inWords(description?.name) },
      holders: { label: texts.form.holders, initial: role?.holders.map((person) => person.slack_user_id) },
      answersFor: { label: texts.form.answersFor, initial: inWords(description?.answersFor) },
      tasks: { label: texts.form.tasks, hint: texts.form.tasksHint, initial: inLines(description?.tasks) },
      firstTasks: {
        label: texts.form.firstTasks,
        hint: texts.form.tasksHint,
        initial: inLines(description?.firstTasks),
      },
      skills: { label: texts.form.skills, hint: texts.form.tasksHint, initial: inLines(description?.skills) },
      gives: { label: texts.form.gives, hint: texts.form.givesHint, initial: inLines(description?.gives) },
      needs: { label: texts.form.needs, hint: texts.form.givesHint, initial: inLines(description?.needs) },
      learning: {
        label: texts.form.learning,
        hint: texts.form.learningHint,
        initial: inLines(description?.learning),
      },
    },
  });
}

export function listenToRoles(listening: Listening<Person>, services: Services): void {
  /** With what is wrong with it; one more, with all that is wrong in the program. */
  const openRole = async ({ actor, open }: Press<Person>, { roleId = "", programId = "", isRaci = false }) => {
    const ctx = { ...services, actor };
    const role = roleId === "" ? null : (await roleToChange(ctx, roleId)).role;
    const { program, problems } = await readRaci(ctx, readerOf(actor), role?.program_id ?? programId);
    const theirs = problems.flatMap(({ text, ...of }) => (role === null || of.role === role.key ? [text] : []));
    const shown = { programId: program.id, role, isRaci, problems: theirs.slice(0, MOST_PROBLEMS) };
    await open(roleView(readerOf(actor), shown));
  };

  const show = async ({ actor, client, view }: Press<Person>, programId: string) => {
    if (view) await client.views.update({ view_id: view.id, view: await rolesViewFor(services, actor, programId) });
  };

  onPress(listening, rolesIds.program, (press) => show(press, press.value));
  onPressOf(listening, WELCOME_ACT, welcomeValue, async ({ value, ...press }) => {
    const { actor, view, open } = press;
    const { name } = await startWelcome({ ...services, actor }, value);
    if (view) await show({ ...press, value: value.programId }, value.programId);
    else await open(doneView(actor, textsFor(welcomeTexts, actor).started(name)));
  });
  onPress(listening, rolesIds.library, async (press) => {
    const keys = [...roleLibrary().keys()];
    await addLibraryRoles({ ...services, actor: press.actor }, { programId: press.value, keys });
    await show(press, press.value);
  });
  onPress(listening, rolesIds.add, (press) => openRole(press, { programId: press.value }));

  roleMenu.listen(listening, async (press, choice, roleId) => {
    if (choice === "end") await show(press, await endRole({ ...services, actor: press.actor }, { roleId }));
    else await openRole(press, { roleId });
  });
  onPress(listening, raciIds.name, (press) => openRole(press, { roleId: press.value, isRaci: true }));

  roleForm.listen(listening, async ({ actor, state: { isRaci, ...state }, filled, client, belowId }) => {
    const holders = await Promise.all(filled.holders.map((id) => listening.actorOf(id, client)));
    const errors = await refusedAtField(actor, () =>
      saveRole({ ...services, actor }, { ...state, ...filled, holders }),
    );
    if (errors !== null) return { errors };
    const view = isRaci
      ? await raciViewFor(services, actor, state.programId)
      : await rolesViewFor(services, actor, state.programId);
    return shownBelow({ client, belowId }, view);
  });
}

/** What refuses a role, at the field that mends it; null: it is saved. */
async function refusedAtField(actor: Person, save: () => Promise<void>): Promise<Record<string, string> | null> {
  try {
    await save();
    return null;
  } catch (error) {
    if (!(error instanceof DrumbeatError)) throw error;
    const { list: field } = error.params;
    return { [typeof field === "string" ? field : "name"]: error.sentence(languageOf(actor.locale)) };
  }
}
