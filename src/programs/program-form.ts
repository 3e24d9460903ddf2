/** The form in which a program is created and changed. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { isAdmin, type Person, peopleByIds, readerOf, workspaceStandings } from "../people/people.ts";
import { may } from "../people/rights.ts";
import { settingsOf } from "../people/settings.ts";
import type { Db } from "../platform/database.ts";
import { countryOfZone, regionName } from "../platform/holidays.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, button, context, option, section } from "../slack/blocks.ts";
import {
  optionalChannel,
  optionalDate,
  optionalPerson,
  optionalText,
  people,
  radioOf,
  ticks,
} from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import type { CheckInRhythm } from "./events.ts";
import { LONGEST_KEY } from "./keys.ts";
import { labelNames, labelsInWords, labelsOf, labelTexts } from "./labels.ts";
import { hasPrograms, LONGEST_TITLE, listPrograms, type Program, standingsOf } from "./programs.ts";
import { seatsToShow } from "./seats.ts";
import type { SeatRole } from "./table.ts";
import { programTexts } from "./texts.ts";
import { officeTexts } from "./texts-office.ts";

export const programFormIds = {
  form: "program.form",
  more: "program.more",
  teamFrom: "program.team_from",
} as const;

/** What the form keeps between its steps. */
export const programFormState = z.strictObject({
  /** Null for a new one. */
  programId: z.string().nullable(),
  /** All fields are shown. */
  expanded: z.boolean(),
  /** The labels that were confirmed, though others read the program by them; as they were typed. */
  confirmed: z.string().optional(),
  /** Raised each time the team is filled from a channel: Slack keeps what is in a field as long as its id stays. */
  turn: z.number().int(),
});
export type ProgramFormState = z.infer<typeof programFormState>;

/** The one tick of its field. */
export const FLAGSHIP = "flagship";

const LONGEST_TEXT = 1000;
const LONGEST_LABELS = 2000;
/** In the hint of a field. */
const MOST_NAMES = 12;

const fields = z.object({
  title: optionalText({ max: LONGEST_TITLE }),
  shortKey: optionalText({ max: LONGEST_KEY }),
  purpose: optionalText({ isLong: true, max: LONGEST_TEXT }),
  channel: optionalChannel(),
  lead: optionalPerson(),
  sponsors: people(),
  team: people(),
  team_from: optionalChannel(),
  rhythms: ticks(),
  benefits: optionalText({ isLong: true, max: LONGEST_TEXT }),
  deputy: optionalPerson(),
  steering: people(),
  starts: optionalDate(),
  ends: optionalDate(),
  labels: optionalText({ isLong: true, max: LONGEST_LABELS }),
  visibility: radioOf(["members", "workspace"]),
  flagship: ticks(),
  holidays: ticks(),
});

export const programForm = new Form({ id: programFormIds.form, state: programFormState, fields });

/** People as Slack user ids, the channel as Slack's id; labels as their reader types them. */
export type ProgramFields = Omit<z.output<typeof fields>, "team_from" | "rhythms" | "holidays">;

export const BLANK_PROGRAM: ProgramFields = {
  title: "",
  shortKey: "",
  purpose: "",
  benefits: "",
  lead: null,
  deputy: null,
  sponsors: [],
  steering: [],
  team: [],
  channel: null,
  starts: null,
  ends: null,
  labels: "",
  visibility: "members",
  flagship: [],
};

interface FormHelp {
  /** The names of labels in this workspace. */
  labelNames: readonly string[];
  /** Whether this reader says what is a flagship. */
  mayTick: boolean;
  /** Of the first program of a workspace: whose public holidays are proposed for everyone. */
  country?: Country | null;
  /** Ticked in the form of a new program; left out: the usual ones. */
  rhythms?: readonly string[] | undefined;
  /** Above the team: what came of filling it. */
  note?: string | undefined;
  /** Above the labels: who will read the program by them. */
  newReaders?: string | undefined;
}

export async function programFormFor(
  services: Services,
  actor: Person,
  state: ProgramFormState,
  { program, ...shown }: { program: ProgramFields } & Pick<FormHelp, "rhythms" | "note" | "newReaders">,
): Promise<ModalView> {
  const { db } = services;
  const { programId } = state;
  const isNew = programId === null;
  const standings = isNew ? workspaceStandings(actor) : await standingsOf(db, actor, programId, services);
  return programView(readerOf(actor), state, program, {
    ...shown,
    labelNames: labelNames(await listPrograms(db, actor.workspace_id)),
    mayTick: may(standings, "tick-flagship"),
    country: isNew ? await firstCountry(db, actor) : null,
  });
}

export function programView(
  reader: Reader,
  state: ProgramFormState,
  program: ProgramFields,
  { labelNames, mayTick, country = null, rhythms = USUAL_CHECK_IN_RHYTHMS, note, newReaders }: FormHelp,
): ModalView {
  const texts = textsFor(programTexts, reader).form;
  const labels = textsFor(labelTexts, reader);
  const office = textsFor(officeTexts, reader);
  const isNew = state.programId === null;
  const { expanded } = state;
  const more = <Field>(field: Field) => (expanded ? field : null);
  return programForm.view({
    state,
    title: isNew ? texts.newTitle : texts.editTitle,
    submit: texts.save,
    close: texts.close,
    fields: {
      title: { label: texts.title, initial: program.title, isRequired: true },
      shortKey: isNew ? more({ label: texts.key, initial: program.shortKey, hint: texts.keyHint }) : null,
      purpose: more({
        label: texts.purpose,
        initial: program.purpose,
        hint: texts.purposeHint,
        before: isNew ? [] : [context(texts.keyFixed(program.shortKey))],
      }),
      channel: { label: texts.channel, initial: program.channel, hint: texts.channelHint },
      ...peopleFields(reader, state, program, note),
      rhythms: isNew
        ? {
            label: texts.rhythms,
            options: CHECK_IN_RHYTHMS.map((rhythm) => option(rhythm, texts.rhythm[rhythm], texts.rhythmHint[rhythm])),
            initial: rhythms,
          }
        : null,
      benefits: more({ label: texts.benefits, initial: program.benefits, hint: texts.benefitsHint }),
      deputy: more({ label: texts.deputy, initial: program.deputy }),
      steering: more({ label: texts.steering, initial: program.steering }),
      starts: more({ label: texts.starts, initial: program.starts }),
      ends: more({ label: texts.ends, initial: program.ends }),
      labels: more({
        label: labels.labels,
        initial: program.labels,
        hint: labels.labelsHint(labelNames.slice(0, MOST_NAMES).join(", ")),
        before: newReaders === undefined ? [] : [section(`⚠ ${newReaders}`)],
      }),
      visibility: more({
        label: texts.visibility,
        options: [
          option("members", texts.members, texts.membersHint),
          option("workspace", texts.workspace, texts.workspaceHint),
        ],
        initial: program.visibility,
        isRequired: true,
      }),
      flagship: mayTick
        ? more({
            label: office.flagship,
            options: [option(FLAGSHIP, office.flagship, office.flagshipHint)],
            initial: program.flagship,
          })
        : null,
      holidays: country && {
        label: texts.holidays,
        options: [option(country.code, country.name)],
        initial: [country.code],
        hint: texts.holidaysHint,
      },
    },
    below: expanded ? [] : [actions("program.more", button(programFormIds.more, texts.more))],
  });
}

/** Who leads, sponsors and works in it. */
function peopleFields(
  reader: Reader,
  { programId, turn, expanded }: ProgramFormState,
  program: ProgramFields,
  note: string | undefined,
) {
  const texts = textsFor(programTexts, reader).form;
  const from = { label: texts.teamFrom, hint: texts.teamFromHint, actionId: programFormIds.teamFrom, turn };
  return {
    lead: { label: texts.lead, initial: program.lead, hint: texts.leadHint, isRequired: true },
    sponsors: { label: texts.sponsors, initial: program.sponsors, hint: texts.sponsorsHint },
    team: {
      label: texts.team,
      initial: program.team,
      turn,
      before: [...(note === undefined ? [] : [context(note)]), ...(programId === null ? [] : [context(texts.leaving)])],
    },
    team_from: expanded ? from : null,
  };
}

/** A role that this form gives. */
export type FormRole = Exclude<SeatRole, "secretary">;

/** The field that says who is in this role. */
export function fieldOfRole(role: FormRole): keyof ProgramFields {
  return role === "sponsor" ? "sponsors" : role;
}

/** Who is wanted in which role, as Slack user ids, each once per role. */
export function seatingOf(fields: ProgramFields): { role: FormRole; slackId: string }[] {
  const inRole = (role: FormRole, ids: readonly (string | null)[]) =>
    [...new Set(ids)].flatMap((slackId) => (slackId === null ? [] : [{ role, slackId }]));
  return [
    ...inRole("lead", [fields.lead]),
    ...inRole("deputy", [fields.deputy]),
    ...inRole("sponsor", fields.sponsors),
    ...inRole("steering", fields.steering),
    ...inRole("team", fields.team),
  ];
}

/** Finds the person behind a Slack user id, or asks Slack. */
export type PersonOf = (slackUserId: string) => Promise<Person>;

export async function fieldsOf(
  db: Db,
  program: Program,
  stamps: Pick<Services, "clock">,
  reader: Reader,
): Promise<ProgramFields> {
  const seats = await seatsToShow(db, program, stamps);
  const people = await peopleByIds(
    db,
    program.workspace_id,
    seats.map((seat) => seat.person_id),
  );
  const inRole = (role: string) =>
    seats
      .filter((seat) => seat.role === role)
      .flatMap((seat) => people.find((person) => person.id === seat.person_id)?.slack_user_id ?? []);
  return {
    title: program.title,
    shortKey: program.short_key,
    purpose: program.purpose,
    benefits: program.benefits,
    lead: inRole("lead")[0] ?? null,
    deputy: inRole("deputy")[0] ?? null,
    sponsors: inRole("sponsor"),
    steering: inRole("steering"),
    team: inRole("team"),
    channel: program.channel_id,
    starts: program.starts_on,
    ends: program.ends_on,
    labels: labelsInWords(reader, labelsOf(program)).join("\n"),
    visibility: program.visibility,
    flagship: program.flagship === 1 ? [FLAGSHIP] : [],
  };
}

export const CHECK_IN_RHYTHMS = ["weekly", "monthly", "daily"] as const satisfies CheckInRhythm[];

/** Ticked in the form of a new program. */
export const USUAL_CHECK_IN_RHYTHMS: readonly CheckInRhythm[] = ["weekly", "monthly"];

export function rhythmsIn(ticked: readonly string[]): CheckInRhythm[] {
  return CHECK_IN_RHYTHMS.filter((rhythm) => ticked.includes(rhythm));
}

interface Country {
  code: string;
  name: string;
}

/** Whose public holidays an admin is offered for everyone with the first program: by their own zone, until some are chosen. */
export async function firstCountry(db: Db, actor: Person): Promise<Country | null> {
  const { workspace_id: workspaceId, locale, zone } = actor;
  if (!isAdmin(actor) || (await hasPrograms(db, workspaceId))) return null;
  if ((await settingsOf(db, workspaceId)).holidayRegion !== null) return null;
  const code = await countryOfZone(zone);
  return code === null ? null : { code, name: await regionName(code, languageOf(locale)) };
}
