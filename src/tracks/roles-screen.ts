/** `/drumbeat roles`: who holds which working role of a program, where one is missing, and what the roles give to each other. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { NamedCommand } from "../app/capability.ts";
import { type Person, readerOf } from "../people/people.ts";
import { DrumbeatError } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, list, type Reader, textsFor } from "../platform/texts/language.ts";
import { programList } from "../programs/program-list.ts";
import type { ProgramButton } from "../programs/program-menu.ts";
import { listProgramsFor } from "../programs/programs.ts";
import { actions, button, context, escapeMrkdwn, isPresent, option, plain, section, shorten } from "../slack/blocks.ts";
import { menu as menuField, optionalText, people, text } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { shownBelow } from "../slack/forms/view-below.ts";
import { type Listening, onPress, onPressOf } from "../slack/listening.ts";
import { Menu } from "../slack/menus.ts";
import { pageOf } from "../slack/pages.ts";
import { askFor } from "./hand-offs.ts";
import { roleLibrary } from "./library.ts";
import {
  addLibraryRoles,
  addRole,
  changeHandOff,
  changeRole,
  type Description,
  endRole,
  type RolesRead,
  type RoleWithHolders,
  rolesFor,
  rolesHeldBy,
  roleToChange,
} from "./roles.ts";
import { trackTexts } from "./texts.ts";

export const rolesIds = {
  library: "roles.library",
  add: "roles.add",
  act: "roles.act",
  page: "roles.page",
  ask: "roles.ask",
} as const;

const roleMenu = new Menu(rolesIds.act, z.enum(["change", "handOff", "end"]));

const ON_PAGE = 12;
const LONGEST_NAME = 80;
const LONGEST_LINE = 600;
const MOST_LINES = 12;

const lines = () => optionalText({ isLong: true, max: 1500 });

export const roleForm = new Form({
  id: "roles.form",
  state: z.strictObject({ programId: z.string(), roleId: z.string().nullable() }),
  fields: z.object({
    name: text({ max: LONGEST_NAME }),
    holders: people(),
    answersFor: optionalText({ max: 200 }),
    tasks: lines(),
    skills: lines(),
  }),
  required: (reader) => textsFor(trackTexts, reader).form.required,
});

export const handOffForm = new Form({
  id: "roles.hand_off_form",
  state: z.strictObject({ programId: z.string(), roleId: z.string() }),
  fields: z.object({ to: menuField(), gives: optionalText({ max: 300 }), needs: optionalText({ max: 300 }) }),
  required: (reader) => textsFor(trackTexts, reader).handOff.required,
});

// The state is the id of the program.
const askForm = new Form({
  id: "roles.ask_form",
  state: z.string(),
  fields: z.object({ from: menuField(), what: text({ max: 250 }), to: menuField() }),
  required: (reader) => textsFor(trackTexts, reader).ask.required,
});

type Named = Description["name"];

export function rolesView(reader: Reader, { program, roles, mayChange }: RolesRead, page = 0): ModalView {
  const texts = textsFor(trackTexts, reader);
  const language = languageOf(reader.locale);
  const { shown, below } = pageOf(reader, roles, {
    ...{ size: ON_PAGE, page },
    turn: (to, label) =>
      button(`${rolesIds.page}:${to}`, label, { value: JSON.stringify({ programId: program.id, page: to }) }),
  });
  const nobody = roles.filter(({ holders }) => holders.length === 0).length;
  const one = roles.filter(({ holders }) => holders.length === 1).length;
  const gaps = texts.gaps(nobody, one);
  const hasLibrary = roleLibrary().roles.every(({ key }) => roles.some(({ role }) => role.key === key));
  const blocks: (KnownBlock | false)[] = [
    section(`*${escapeMrkdwn(shorten(program.title, LONGEST_NAME))}*${gaps && `\n${gaps}`}`),
    (mayChange || roles.length > 0) &&
      actions(
        "roles.acts",
        ...(hasLibrary || !mayChange
          ? []
          : [button(rolesIds.library, texts.library, { value: program.id, primary: roles.length === 0 })]),
        ...(mayChange ? [button(rolesIds.add, texts.add, { value: program.id })] : []),
        ...(roles.length > 0 ? [button(rolesIds.ask, texts.ask.open, { value: program.id })] : []),
      ),
    roles.length === 0 && section(texts.none),
    ...shown.map(({ role, holders }) =>
      section(
        roleText(reader, { role, holders }, roles),
        mayChange ? roleMenu.overflow(role.id, texts.acts) : undefined,
      ),
    ),
    ...below,
    context(texts.noRights),
  ];
  return {
    type: "modal",
    private_metadata: JSON.stringify({ language, page }),
    title: plain(texts.title),
    close: plain(texts.close),
    blocks: blocks.filter(isPresent),
  };
}

function roleText(reader: Reader, { role, holders }: RoleWithHolders, all: readonly RoleWithHolders[]): string {
  const texts = textsFor(trackTexts, reader);
  const language = languageOf(reader.locale);
  const { name, answersFor, skills, tasks, handOffs } = role.description;
  const names = holders.map((person) => person.name);
  const [only] = names;
  const who = only === undefined ? texts.nobody : names.length === 1 ? texts.onlyOne(only) : list(reader, names);
  const nameOf = (key: string) => all.find((each) => each.role.key === key)?.role.description.name[language];
  const said = (words: readonly Named[]) =>
    list(
      reader,
      words.map((each) => each[language]),
    );
  const below = [
    answersFor && texts.answersFor(answersFor[language]),
    tasks.length > 0 && texts.tasks(said(tasks)),
    skills.length > 0 && texts.skills(said(skills)),
    ...handOffs.map(({ to, gives, needs }) => {
      const other = nameOf(to);
      return other !== undefined && texts.gives(other, gives[language], needs?.[language] ?? "");
    }),
  ].filter((line) => typeof line === "string");
  return [
    `*${escapeMrkdwn(name[language])}* · ${escapeMrkdwn(who)}`,
    ...below.map((line) => escapeMrkdwn(shorten(line, LONGEST_LINE))),
  ].join("\n");
}

export function roleView(reader: Reader, programId: string, one: RoleWithHolders | null): ModalView {
  const texts = textsFor(trackTexts, reader);
  const language = languageOf(reader.locale);
  const description = one?.role.description;
  const inLines = (words: readonly Named[] = []) => words.map((each) => each[language]).join("\n");
  return roleForm.view({
    state: { programId, roleId: one?.role.id ?? null },
    title: one ? texts.form.titleChange : texts.form.titleAdd,
    submit: texts.save,
    close: texts.cancel,
    fields: {
      name: { label: texts.form.name, initial: description?.name[language] },
      holders: {
        label: texts.form.holders,
        hint: texts.form.holdersHint,
        initial: one?.holders.map((person) => person.slack_user_id),
      },
      answersFor: { label: texts.form.answersFor, initial: description?.answersFor?.[language] },
      tasks: { label: texts.form.tasks, hint: texts.form.tasksHint, initial: inLines(description?.tasks) },
      skills: { label: texts.form.skills, hint: texts.form.skillsHint, initial: inLines(description?.skills) },
    },
  });
}

export function handOffView(reader: Reader, programId: string, from: RoleWithHolders, all: readonly RoleWithHolders[]) {
  const texts = textsFor(trackTexts, reader);
  const language = languageOf(reader.locale);
  const others = all.filter(({ role }) => role.id !== from.role.id);
  const { handOffs } = from.role.description;
  const given = handOffs.find(({ to }) => others.some(({ role }) => role.key === to));
  return handOffForm.view({
    state: { programId, roleId: from.role.id },
    title: texts.handOff.title,
    submit: texts.save,
    close: texts.cancel,
    above: [section(`*${escapeMrkdwn(from.role.description.name[language])}*`)],
    fields: {
      to: {
        label: texts.handOff.to,
        options: others.map(({ role }) => option(role.key, shorten(role.description.name[language], 70))),
        initial: given?.to,
      },
      gives: { label: texts.handOff.gives, hint: texts.handOff.givesHint, initial: given?.gives[language] },
      needs: { label: texts.handOff.needs, initial: given?.needs?.[language] },
    },
  });
}

export function rolesCommand(services: Services): NamedCommand<Person> {
  return {
    word: "roles",
    otherWords: { en: ["role", "raci"], fr: ["rôle"] },
    help: (reader) => textsFor(trackTexts, reader).commands.roles,
    label: (reader) => textsFor(trackTexts, reader).commands.rolesLabel,
    async handle({ actor, words: [wanted = null], client, triggerId }) {
      if (wanted === null && (await listProgramsFor(services.db, actor, services)).length === 0)
        return programList(services, actor, 0);
      await client.views.open({ trigger_id: triggerId, view: await viewFor(services, actor, wanted) });
      return null;
    },
  };
}

/** Beside the menu of a program. */
export const rolesButton: ProgramButton = {
  command: "roles",
  label: (reader) => textsFor(trackTexts, reader).title,
};

function read(services: Services, actor: Person, wanted: string | null): Promise<RolesRead> {
  return rolesFor({ ...services, actor }, wanted);
}

async function viewFor(services: Services, actor: Person, wanted: string | null, page = 0): Promise<ModalView> {
  return rolesView(readerOf(actor), await read(services, actor, wanted), page);
}

const inLines = (typed: string) =>
  typed
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, MOST_LINES);

export function listenToRoles(listening: Listening<Person>, services: Services): void {
  onPressOf(
    listening,
    new RegExp(`^${rolesIds.page}:`),
    z.object({ programId: z.string(), page: z.int().min(0) }),
    async ({ actor, value, client, view }) => {
      if (!view) return;
      const turned = await viewFor(services, actor, value.programId, value.page);
      await client.views.update({ view_id: view.id, hash: view.hash, view: turned });
    },
  );
  onPress(listening, rolesIds.library, async ({ actor, value, client, view }) => {
    const keys = roleLibrary().roles.map(({ key }) => key);
    await addLibraryRoles({ ...services, actor }, { programId: value, keys });
    if (view) await client.views.update({ view_id: view.id, view: await viewFor(services, actor, value) });
  });
  onPress(listening, rolesIds.add, async (press) => {
    const { program } = await read(services, press.actor, press.value);
    await press.open(roleView(readerOf(press.actor), program.id, null));
  });
  onPress(listening, rolesIds.ask, async ({ actor, value, open }) => {
    const { program, roles } = await read(services, actor, value);
    const held = await rolesHeldBy(services.db, program, actor.id);
    const { ask, cancel } = textsFor(trackTexts, actor);
    const named = (of: readonly { key: string; description: Description }[]) =>
      of.map(({ key, description }) => option(key, shorten(description.name[languageOf(actor.locale)], 70)));
    const all = roles.map(({ role }) => role);
    const [first] = held;
    await open(
      askForm.view({
        ...{ state: program.id, title: ask.title, submit: ask.submit, close: cancel },
        fields: {
          from: { label: ask.from, options: named(all) },
          what: { label: ask.what, hint: ask.whatHint },
          to: { label: ask.to, options: named(held.length > 0 ? held : all), initial: first?.key },
        },
      }),
    );
  });
  askForm.listen(listening, async ({ actor, state: programId, filled }) => {
    await askFor({ ...services, actor }, { programId, ...filled });
    return { close: true };
  });
  roleMenu.listen(listening, async (press, choice, roleId) => {
    const { actor, client, view } = press;
    if (choice === "end") {
      const programId = await endRole({ ...services, actor }, { roleId });
      if (view) await client.views.update({ view_id: view.id, view: await viewFor(services, actor, programId) });
      return;
    }
    const { role, all } = await roleIn(services, actor, roleId);
    const reader = readerOf(actor);
    const { program_id: programId } = role.role;
    await press.open(
      choice === "change" ? roleView(reader, programId, role) : handOffView(reader, programId, role, all),
    );
  });
  roleForm.listen(listening, async ({ actor, state: { programId, roleId }, filled, client, belowId }) => {
    const holders = await Promise.all(filled.holders.map((id) => listening.actorOf(id, client)));
    const { name, answersFor } = filled;
    const entered = { name, answersFor, skills: inLines(filled.skills), tasks: inLines(filled.tasks), holders };
    try {
      if (roleId === null) await addRole({ ...services, actor }, { programId, ...entered });
      else await changeRole({ ...services, actor }, { roleId, ...entered });
    } catch (error) {
      const field = error instanceof DrumbeatError ? FIELDS[error.code] : undefined;
      if (!(error instanceof DrumbeatError) || field === undefined) throw error;
      return { errors: { [field]: error.sentence(languageOf(actor.locale)) } };
    }
    return shownBelow({ client, belowId }, await viewFor(services, actor, programId));
  });
  handOffForm.listen(listening, async ({ actor, state: { programId, roleId }, filled, client, belowId }) => {
    await changeHandOff({ ...services, actor }, { roleId, ...filled });
    return shownBelow({ client, belowId }, await viewFor(services, actor, programId));
  });
}

/** At which field it is said what was refused. */
const FIELDS: Readonly<Record<string, string>> = {
  ROLE_EXISTS: "name",
  PARTICIPANT_IS_BOT: "holders",
  PARTICIPANT_DEACTIVATED: "holders",
  PARTICIPANT_EXTERNAL: "holders",
};

async function roleIn(services: Services, actor: Person, roleId: string) {
  const { program } = await roleToChange({ ...services, actor }, roleId);
  const { roles: all } = await read(services, actor, program.id);
  const role = all.find((each) => each.role.id === roleId);
  if (!role) throw new Error(`No role ${roleId}`);
  return { role, all };
}
