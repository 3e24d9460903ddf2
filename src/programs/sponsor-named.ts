/** The first message of a new sponsor or committee member: who named them, for what, and when the first digest comes. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { listDeliveriesFrom } from "../delivery/deliveries.ts";
import { FIRST_WORDS } from "../delivery/events.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person, readerOf } from "../people/people.ts";
import { termInWords } from "../people/retention.ts";
import { adminNames, dataProtectionOf, retentionOf } from "../people/settings.ts";
import type { Db, Tx } from "../platform/database.ts";
import { lockRows } from "../platform/locks.ts";
import type { Services } from "../platform/services.ts";
import {
  capitalised,
  type Language,
  languageOf,
  list,
  ofMonth,
  quarterName,
  type Reader,
  shortDate,
  textsFor,
  timeOfDay,
  whomToAsk,
  yearName,
} from "../platform/texts/language.ts";
import { addLocalDays, addMs, instantOf, localDateOf, MINUTE, mondayOf, WEEKDAYS } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { actions, button, escapeMrkdwn, lineOf, option, section, shorten } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { someTicks } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import type { Message } from "../slack/message.ts";
import { labelOfCoverage } from "./coverage.ts";
import { type FirstDigest, firstDigest } from "./events.ts";
import { laneFactsOf } from "./lane-facts.ts";
import { programIds } from "./program-menu-and-buttons.ts";
import { auditChange, type Program, programOf } from "./programs.ts";
import { programsCovered } from "./programs-covered.ts";
import { followSeats } from "./role-ends.ts";
import { isAbove, isActiveOn, listSeatsOfPerson, type NamedRole, type Seating, seatDay, updateSeats } from "./seats.ts";
import { programTexts } from "./texts.ts";
import { namedTexts } from "./texts-named.ts";
import { portfolioTexts } from "./texts-portfolio.ts";
import { emptyRoleKind, notifyInCharge } from "./who-leads.ts";

/** `since`: when the first of the roles was given that it is about. `hasAgreed`: they said yes to it themselves. */
const subject = z.strictObject({
  personId: z.string(),
  byId: z.string(),
  since: z.string(),
  isFirst: z.boolean(),
  hasAgreed: z.boolean(),
});
type Subject = z.infer<typeof subject>;

export const namedKind: MessageKind<Subject> = {
  kind: "named",
  subject,
  about: ({ personId, byId }) => ({ person: [personId, byId] }),
  priority: 12,
  contact: "notice",
  lane: ({ isFirst }) => (isFirst ? "now" : "morning"),
  many: {
    words: countedNouns({
      en: ["program that named you", "programs that named you"],
      fr: ["programme qui vous confie un rôle", "programmes qui vous confient un rôle"],
    }),
  },
  stillWanted: async ({ db, workspaceId, now }, about) => (await rolesGiven(db, workspaceId, about, now)).length > 0,
  message: async (send, about) => messageOf(send, await namedNow(send, about)),
  async line(send, about) {
    const named = await namedNow(send, about);
    const { notMe, over } = textsFor(namedTexts, send.reader);
    return named ? section(laterOf(named), button(programIds.notMe, notMe)) : section(over);
  },
  why: async ({ reader }) => [textsFor(namedTexts, reader).why],
  since: { message: async (send, about) => messageOf(send, await namedNow(send, about)) },
};

function isNamed(role: string): role is NamedRole {
  return isAbove(role) || role === "secretary";
}

/** Several programs in a row make one message. */
const SETTLES_MS = 2 * MINUTE;

/** Those who are to decide, each once, however many roles they got at `now`; nobody is notified of their own act. */
export async function notifyNamed(
  { db: tx, actor, ...stamps }: ActorContext<Tx>,
  { seatings, agreedId }: { seatings: readonly Seating[]; agreedId?: string | undefined },
): Promise<void> {
  const { workspace_id: workspaceId, id: byId } = actor;
  const now = stamps.clock.now();
  const named = new Set(seatings.flatMap(({ role, personId }) => (isNamed(role) ? personId : [])));
  const deciding = new Set(seatings.flatMap(({ role, personId }) => (isAbove(role) ? personId : [])));
  named.delete(byId);
  for (const personId of named) {
    const before = await listDeliveriesFrom(tx, workspaceId, { keysFrom: `named:${personId}:` });
    // The first words are for who decides: whoever writes for them reads those of what is asked of them.
    const hadFirst = before.some((each) => each.state !== "dropped" && subject.parse(JSON.parse(each.subject)).isFirst);
    const isFirst = deciding.has(personId) && !hadFirst;
    const hasAgreed = personId === agreedId;
    if (hasAgreed && !isFirst) continue;
    await enqueue(tx, stamps, namedKind, {
      mayRepeat: true,
      workspaceId,
      key: `named:${personId}:${byId}`,
      subject: { personId, byId, since: now, isFirst, hasAgreed },
      to: { personId },
      notBefore: addMs(now, SETTLES_MS),
    });
  }
}

/** The running programs and portfolios in which somebody decides on a day, or writes for who does, with their role. */
export async function decidingIn(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  now: string,
): Promise<{ program: Program; role: NamedRole; seatId: string; namedBy: string | null; namedAt: string | null }[]> {
  const today = seatDay(now);
  const roles = [];
  for (const seat of await listSeatsOfPerson(db, workspaceId, personId)) {
    const { role, id: seatId, named_by: namedBy, named_at: namedAt } = seat;
    if (!isNamed(role) || !isActiveOn(seat, today)) continue;
    const program = await programOf(db, workspaceId, seat.program_id);
    if (program.state === "active") roles.push({ program, role, seatId, namedBy, namedAt });
  }
  return roles;
}

async function rolesGiven(db: Db | Tx, workspaceId: string, { personId, byId, since }: Subject, now: string) {
  const roles = await decidingIn(db, workspaceId, personId, now);
  return roles.filter(({ namedBy, namedAt }) => namedBy === byId && namedAt !== null && namedAt >= since);
}

/** Of the portfolios among these, by id, the ids of the programs that each covers. */
async function coveredByPortfolios(
  db: Db | Tx,
  roles: Awaited<ReturnType<typeof decidingIn>>,
): Promise<Map<string, string[]>> {
  const covered = new Map<string, string[]>();
  for (const { program } of roles.filter((role) => role.program.kind === "portfolio")) {
    const programs = await programsCovered(db, program.workspace_id, labelOfCoverage(program));
    covered.set(
      program.id,
      programs.map(({ id }) => id),
    );
  }
  return covered;
}

type Named = NonNullable<Awaited<ReturnType<typeof namedNow>>>;

/** Null: none of the roles is theirs any more. */
async function namedNow(send: SendContext, about: Subject) {
  const { db, workspaceId, now, events } = send;
  const reader = readerToday(send);
  const roles = await rolesGiven(db, workspaceId, about, now);
  if (roles.length === 0) return null;
  const person = await getPerson(db, workspaceId, about.personId);
  const { contact, record: term } = await firstWordsOf(db, workspaceId, reader);
  const covered = await coveredByPortfolios(db, roles);
  const programIds = roles.flatMap(({ program: { id } }) => covered.get(id) ?? [id]);
  const at = send.sentAt ?? now;
  const digest = await firstDigest.of({ clock: { now: () => at }, events }, db, { person, programIds });
  const facts = (await laneFactsOf(db, workspaceId, [person.id], now)).get(person.id);
  // The day of their one message a week; null: each comes as it happens.
  const weekday = facts?.weeklyOn && !facts.isAsItHappens ? weekdayName(reader, facts.weeklyOn, now) : null;
  const { name: by } = await getPerson(db, workspaceId, about.byId);
  const { isFirst, hasAgreed } = about;
  return { reader, isFirst, hasAgreed, by, roles, covered, weekday, digest, contact, term };
}

function messageOf({ reader }: Pick<SendContext, "reader">, named: Named | null): Message {
  const texts = textsFor(namedTexts, reader);
  if (!named) return { text: texts.over, blocks: [section(texts.over)] };
  const text = named.isFirst ? firstOf(named) : laterOf(named);
  return {
    text: lineOf(text),
    blocks: [
      { ...section(text), ...(named.isFirst && { block_id: FIRST_WORDS }) },
      actions(
        "named",
        ...(named.isFirst ? [commandButton(texts.dayAndHour, "preferences")] : []),
        button(programIds.notMe, texts.notMe),
      ),
    ],
  };
}

function firstOf(named: Named): string {
  const { reader, roles, weekday, digest, contact, term } = named;
  const texts = textsFor(namedTexts, reader);
  return [
    namedLine(named),
    ...(weekday === null ? [] : [texts.weekly(weekday)]),
    ...(digest === null || digest.programIds.length === 0 ? [] : [texts.digest(digestInWords(reader, digest, named))]),
    // A committee may be asked for its review.
    ...(roles.every(({ role }) => role === "sponsor") ? [texts.nothing] : []),
    texts.retention(new Set(roles.map(({ program }) => program.id)).size, term),
    texts.questions(escapeMrkdwn(contact)),
  ].join(" ");
}

function laterOf(named: Named): string {
  const { reader, digest } = named;
  const later = digest === null ? [] : [textsFor(namedTexts, reader).later(dateOf(reader, digest.at))];
  return [namedLine(named), ...later].join(" ");
}

const MOST_PROGRAMS = 12;
const LONGEST_TITLE = 100;

function namedLine({ reader, by, roles, covered, hasAgreed }: Named): string {
  const texts = textsFor(namedTexts, reader);
  const inRole = (role: NamedRole) => {
    const given = roles.filter((each) => each.role === role);
    return given.length === 0 ? [] : [texts.role[role](titlesOf(reader, given, covered))];
  };
  const all = list(reader, [...inRole("sponsor"), ...inRole("steering"), ...inRole("secretary")]);
  return hasAgreed ? texts.agreed(all) : texts.named(escapeMrkdwn(by), all);
}

/** Of a portfolio with how many programs it covers. */
function titlesOf(reader: Reader, roles: Named["roles"], covered: Named["covered"] = new Map()): string {
  const { programs } = textsFor(portfolioTexts, reader);
  const titles = roles.map(({ program: { id, title } }) => {
    const shown = `*${escapeMrkdwn(shorten(title, LONGEST_TITLE))}*`;
    const count = covered.get(id)?.length;
    return count === undefined ? shown : `${shown} (${programs(reader, count)})`;
  });
  const shown = titles.slice(0, MOST_PROGRAMS);
  const more = titles.length - shown.length;
  return list(reader, more > 0 ? [...shown, textsFor(namedTexts, reader).more(more)] : shown);
}

function periodName(reader: Reader, rhythm: FirstDigest["rhythm"], period: FirstDigest["period"]): string {
  if (rhythm === "quarterly") return quarterName(reader, period.label);
  if (rhythm === "annual") return yearName(reader, period.label);
  const month = new Intl.DateTimeFormat(reader.locale, { month: "long", timeZone: "UTC" });
  return month.format(new Date(`${period.from}T12:00:00Z`));
}

/** In French, after “la synthèse”. */
function ofPeriod(rhythm: FirstDigest["rhythm"], name: string): string {
  if (rhythm === "quarterly") return `du ${name}`;
  return rhythm === "annual" ? `de ${name}` : ofMonth(name);
}

function digestInWords(
  reader: Reader,
  { at, rhythm, period, programIds: ids }: FirstDigest,
  { roles, covered }: Pick<Named, "roles" | "covered">,
) {
  const inIt = roles.filter(({ program: { id } }) => (covered.get(id) ?? [id]).some((each) => ids.includes(each)));
  const isFrench = languageOf(reader.locale) === "fr";
  const name = periodName(reader, rhythm, period);
  return {
    date: capitalised(dateOf(reader, at)),
    time: timeOfDay(reader, at),
    period: isFrench ? ofPeriod(rhythm, name) : name,
    programs: inIt.length < roles.length ? titlesOf(reader, inIt) : "",
    rhythm,
  };
}

function dateOf(reader: Reader, at: string): string {
  return shortDate(reader, localDateOf(at, reader.zone));
}

function weekdayName(reader: Reader, day: (typeof WEEKDAYS)[number], now: string): string {
  const date = addLocalDays(mondayOf(localDateOf(now, "UTC")), WEEKDAYS.indexOf(day));
  const formatted = new Intl.DateTimeFormat(reader.locale, { weekday: "long", timeZone: "UTC" });
  return formatted.format(new Date(instantOf(date, "12:00", "UTC")));
}

/** `roles`: ids of the seats that are declined. */
const declineForm = new Form({
  id: "program.not_me_form",
  state: z.string(),
  fields: z.object({ roles: someTicks() }),
  required: (reader) => textsFor(namedTexts, reader).decline.required,
});

/** Slack shows no more ticks. */
const MOST_TICKS = 10;

function declineView(reader: Reader, roles: Awaited<ReturnType<typeof decidingIn>>): ModalView {
  const { decline } = textsFor(namedTexts, reader);
  const { role } = textsFor(programTexts, reader);
  const shown = roles.slice(0, MOST_TICKS);
  const [only] = shown;
  return declineForm.view({
    state: "",
    title: decline.title,
    submit: decline.submit,
    close: decline.close,
    fields: {
      roles: {
        label: decline.which,
        hint: decline.hint,
        options: shown.map((each) => option(each.seatId, shorten(`${each.program.title} · ${role[each.role]}`, 75))),
        initial: shown.length === 1 && only ? [only.seatId] : [],
      },
    },
  });
}

export function listenToNotMe(listening: Listening<Person>, services: Services): void {
  const { db, clock } = services;
  onPress(listening, programIds.notMe, async (press) => {
    const { actor } = press;
    const roles = await rolesOf(db, actor, clock.now());
    if (roles.length === 0) return press.reply(overMessage(readerOf(actor)));
    await press.open(declineView(readerOf(actor), roles));
  });
  declineForm.listen(listening, async ({ actor, filled: { roles } }) => {
    const reader = readerOf(actor);
    const titles = await declineRoles({ ...services, actor }, roles);
    const { decline, over } = textsFor(namedTexts, reader);
    return { show: doneView(reader, titles.length === 0 ? over : decline.done(list(reader, titles))) };
  });
}

async function rolesOf(db: Db | Tx, { workspace_id, id, is_deactivated }: Person, now: string) {
  return is_deactivated === 1 ? [] : decidingIn(db, workspace_id, id, now);
}

function overMessage(reader: Reader) {
  const { over } = textsFor(namedTexts, reader);
  return { text: over, blocks: [section(over)] };
}

/** Ends these seats of theirs, by their ids, at once. Returns the titles of the programs. */
export async function declineRoles(ctx: ActorContext, seatIds: readonly string[]): Promise<string[]> {
  const { actor, clock } = ctx;
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { workspace_id: workspaceId, id: personId } = actor;
    const now = clock.now();
    const theirRoles = async () => (await rolesOf(tx, actor, now)).filter(({ seatId }) => seatIds.includes(seatId));
    await lockRows(tx, "program", { workspaceId, ids: (await theirRoles()).map(({ program }) => program.id) });
    const theirs = await theirRoles();
    for (const { program, role, seatId } of theirs) {
      const until_date = addLocalDays(seatDay(now), -1);
      await updateSeats(tx, workspaceId, [seatId], { until_date });
      const before = { until_date: null };
      const after = { role, personId, until_date };
      await auditChange(within, { program, action: "seat.changed", before, after });
      await followSeats(within, { program, personIds: [personId] });
      await notifyInCharge(ctx, tx, program, emptyRoleKind, {
        key: `role-declined:${seatId}:${now}`,
        subject: { programId: program.id, personId, role, because: "declined" },
        except: personId,
      });
    }
    await enqueueUpdate(tx, ctx, { workspaceId, keysFrom: `named:${personId}:` });
    return theirs.map(({ program }) => program.title);
  });
}

export type FirstWords = Awaited<ReturnType<typeof firstWordsOf>>;

/** `contact`: the address that the workspace names, otherwise the names of its admins. */
export async function firstWordsOf(db: Db | Tx, workspaceId: string, reader: Pick<Reader, "locale">) {
  const language = languageOf(reader.locale);
  const retention = await retentionOf(db, workspaceId);
  const { address } = await dataProtectionOf(db, workspaceId);
  const contact = address || whomToAsk(reader, await adminNames(db, workspaceId));
  const daily = termInWords("daily", retention)[language];
  const other = termInWords("other", retention)[language];
  return { contact, daily, other, record: numberInWords(termInWords("record", retention)[language], language) };
}

const NUMBERS: Record<Language, readonly string[]> = {
  en: ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
  fr: ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
};

/** “five years” for “5 years”, up to ten. */
function numberInWords(term: string, language: Language): string {
  return term.replace(/^\d+/, (digits) => NUMBERS[language][Number(digits)] ?? digits);
}
