/** Where what a viewer reads is not what the oracle says, and what a history has in it. Imports nothing of `src`. */
import { type DateLine, digestSays, digestShould, untoldDates, whySays, whyShould } from "./dates.ts";
import {
  type Colour,
  DRAFTINGS,
  type Every,
  type Given,
  type HeldRhythm,
  type History,
  PEOPLE,
  SENDINGS,
  START,
  TITLES,
  type Viewer,
} from "./histories.ts";
import {
  approvedUntil,
  hasRole,
  isClosed,
  isLeftOut,
  lastWords,
  leadsAt,
  marksFor,
  RHYTHMS_OF,
  reopenedBy,
  type Stand,
  saidBy,
  standing,
  standingWord,
  stoodBetween,
  tellingOf,
  tellsClosing,
  worseBefore,
} from "./oracle.ts";

import { differingMonths, differingRow, differingSince, overSilence } from "./since.ts";

const SHAPES: Record<Colour, string> = { green: "🟢", amber: "🟠", red: "🔴" };
const NAMES: Record<Colour, string> = { green: "On track", amber: "At risk", red: "Off track" };
const COLOURS: readonly Colour[] = ["green", "amber", "red"];
const OWN = { weekly: "week", monthly: "month", quarterly: "quarter", annual: "year" } as const;

/** What is read of a digest; the document's own type has more. */
export interface DigestRead {
  rhythm: "weekly" | "monthly" | "quarterly" | "annual";
  cutOffAt: string;
  text: string;
  french: string;
  document: {
    period: { from: string; until: string };
    programs: readonly { key: string; title: string }[];
    heldBack?: readonly { program: string }[] | undefined;
    bottomLine: { case: string; program?: string; colour?: string };
    rest?: { programs: number; of: string } | undefined;
    openAsks?: readonly unknown[] | undefined;
    colours?: readonly { program: string; colours: readonly (string | null)[]; trend: string | null }[] | undefined;
    sections: readonly { lines: readonly Line[] }[];
  };
}

interface Line extends DateLine {
  program?: string;
  programs?: unknown;
  colour?: string;
  trend?: string | null;
  periods?: number;
  months?: readonly { month: string; colour: string | null }[];
  grey?: boolean;
  on?: string | undefined;
  last?: { colour: Colour; on: string } | undefined;
  why?: { is: string } | undefined;
  between?: { colour: Colour; until: string; isCorrected?: true | undefined } | undefined;
}

export interface Reading {
  at: string;
  viewer: Viewer;
  home: readonly string[];
  why: readonly (readonly string[] | null)[];
  french: readonly string[];
  flash: readonly (readonly string[] | null)[];
  previews: readonly DigestRead[];
  editions: readonly (DigestRead & { why: readonly (readonly string[] | null)[] | null })[];
}

/** Empty where all that is read is so. */
export function wrongIn(history: History, reading: Reading): string[] {
  return TITLES.flatMap((title, program) => wrongOf(history, reading, program, title)).concat(
    wrongCount(history, reading),
    reading.previews.flatMap((digest) => wrongDigest(history, reading, digest, false)),
    reading.editions.flatMap((digest) => wrongDigest(history, reading, digest, true)),
  );
}

/** How many open asks Home counts of those that may be told: as many as a digest of now, and none of what is kept back. */
function wrongCount(history: History, { at, viewer, home, previews, editions }: Reading): string[] {
  if (viewer !== "sponsor" && viewer !== "steering") return [];
  const until = (program: number) =>
    approvedUntil(
      history,
      program,
      viewer,
      at,
      editions.flatMap(({ cutOffAt, document }) =>
        document.programs.some((one) => one.title === TITLES[program]) ? [cutOffAt] : [],
      ),
    );
  const running = [...TITLES.keys()].filter((program) => !isClosed(history, program, at));
  const told = running.filter((program) => !isLeftOut(history, program, RHYTHMS_OF[viewer], at));
  const mostOf = (program: number) =>
    history.given.filter(
      (one) =>
        one.program === program &&
        tellingOf(history, program, viewer).includes(one.every) &&
        one.revisions.some((said) => said.asks && said.at <= until(program)),
    ).length;
  const most = told.reduce((sum, program) => sum + mostOf(program), 0);
  const counted = Number(/Open requests by age \((\d+)\)/.exec(home.join("\n"))?.[1] ?? 0);
  const wrong = counted <= most ? [] : [`${at} ${viewer} Home: ${counted} open asks of at most ${most}`];
  if (told.length < running.length || told.some((program) => until(program) < at)) return wrong;
  const fed = told.filter((program) => tellingOf(history, program, viewer).length > 0);
  for (const { rhythm, document } of previews) {
    // What goes at the instant of a sending still goes without what was held.
    const isWhole = fed.every((program) => document.programs.some(({ title }) => title === TITLES[program]));
    if (isWhole && document.openAsks && document.openAsks.length !== counted)
      wrong.push(`${at} ${viewer} Home: ${counted} open asks, in the ${rhythm} preview ${document.openAsks.length}`);
  }
  return wrong;
}

/** Home and *Why this status?* of one program, now and on each digest. */
function wrongOf(
  history: History,
  { at, viewer, home, why, french, flash, previews, editions }: Reading,
  program: number,
  title: string,
) {
  const isAbove = viewer === "sponsor" || viewer === "steering";
  const rhythms = isAbove ? RHYTHMS_OF[viewer] : [];
  const isHeld = isAbove && isLeftOut(history, program, rhythms, at);
  const told = editions.filter(({ document }) => document.programs.some((one) => one.title === title));
  const until = approvedUntil(
    history,
    program,
    viewer,
    at,
    told.map(({ cutOffAt }) => cutOffAt),
  );
  const expected = standing(history, program, viewer, at, until);
  const wrong: string[] = [];
  const say = (surface: string, is: string, should: string) => {
    if (is !== should) wrong.push(`${at} ${viewer} ${title} ${surface}: ${is}, should be ${should}`);
  };
  const isOver = isClosed(history, program, at);
  if (isAbove) say("Home", onHome(home, title), isOver ? "not told" : isHeld ? "left out" : expected);
  // What was held when it was finished has no digest that would end that: it may be held longer.
  const closedAt = history.programs[program]?.closedAt ?? at;
  const isUnsure = isOver && isAbove && !isHeld && wasEverHeld(history, program, rhythms);
  if (hasRole(history, program, viewer, at) && !isUnsure) {
    const asked = expected === "unasked" ? "not open" : expected;
    const isStanding = COLOURS.some((colour) => colour === expected);
    if (isOver && !isHeld && asked === "no update")
      say("Why", String(["no update", "unasked"].includes(inWhy(why[program]))), "false");
    else say("Why", inWhy(why[program]), isHeld && asked !== "not open" ? "left out" : asked);
    const [head = ""] = why[program] ?? [];
    if (why[program]) say("Why", head.replace(title, ""), isOver ? closedOn(closedAt) : "");
    if (isOver && isStanding) say("Why", String(why[program]?.includes("Checks")), "false");
  }
  const sinceNow = stoodLine(why[program] ?? []);
  say("Why, in a row", / in a row/.test(sinceNow) ? sinceNow : "no count", "no count");
  // What a preview has and nobody approved, Why has not.
  for (const preview of isHeld || until !== at ? [] : previews) {
    const differing = differingSince(title, preview.text, sinceNow);
    if (differing) say("Why beside a preview, since", differing.is, differing.should);
    const over = overSilence(sinceNow, columnsOf(preview, title));
    if (over) say("Why beside a preview, over silence", over.is, over.should);
  }
  const last = expected === "no update" && !isHeld ? lastOf(history, program, viewer, at, until) : "";
  const within = ({ sponsor: "month", steering: "quarter", lead: "week", team: "week" } as const)[viewer];
  const worse = last === "" ? "" : worseBefore(history, program, viewer, { at, until, within });
  if (isAbove && !isOver) {
    say("Home, last", lastIn(home, `*${title}* · no recent update; last: `), worse ? colourIn(last) : grave(last));
    say("Home, before the last", worseIn(home, `\\*${title}\\* · no recent update; last: [^·]*; was `), worse);
  }
  if (hasRole(history, program, viewer, at) && !isUnsure) {
    say("Why, last", lastIn(why[program] ?? [], "Last: "), colourIn(last));
    say("Why, before the last", worseIn(why[program] ?? [], "^Was "), worse);
  }
  const sayDates = (surface: string, lines: readonly string[], by: string, today: string) => {
    const telling = tellingOf(history, program, viewer);
    const should = whyShould(history, program, telling, by, today);
    say(surface, whySays(lines).toSorted().join("; "), should.toSorted().join("; "));
  };
  if (why[program] && !isHeld && !isUnsure) sayDates("Why, dates", why[program], until, at.slice(0, 10));
  // One question, one answer: what speaks against a colour.
  const isDoubted = why[program]?.includes("The owner hasn’t answered yet.") && expected === "green" && !isOver;
  if (isAbove) say("Home, facts", String(isMarked(home, title)), String(isDoubted ?? false));
  const isAlarming = viewer === "sponsor" && !isOver && !isHeld && expected === "red";
  say("flash report", flash[program] ? "red" : "none", isAlarming ? "red" : "none");
  const unheld = isHeld ? [] : marksFor(history, program, viewer, until);
  const known = told.flatMap(({ cutOffAt }) => marksFor(history, program, viewer, cutOffAt));
  for (const [surface, lines] of [
    ["Home", home],
    ["Why", [...(why[program] ?? []), french[program] ?? ""]],
    ["flash report", flash[program] ?? []],
  ] as const)
    for (const mark of strangers(history, program, [...unheld, ...known], lines.join("\n")))
      say(surface, `tells ${mark}`, "silent");
  for (const digest of told) {
    const { rhythm, cutOffAt, text, why: asked } = digest;
    const lines = asked?.[program];
    if (asked === null || isUnsure) continue;
    const then = standing(history, program, viewer, cutOffAt);
    const [asOf = "", ...rest] = (lines ?? []).slice(1);
    if (!asOf.startsWith("As of this digest")) {
      say(`Why on ${cutOffAt}`, `begins ${asOf}`, "As of this digest");
      continue;
    }
    const [second = ""] = rest;
    const isOther = second.startsWith("Now: ");
    const stood = inWhy([title, ...(isOther ? rest.slice(1) : rest)]);
    // Of one that was finished by then nobody is asked.
    if (isClosed(history, program, cutOffAt) && then === "no update")
      say(`Why on ${cutOffAt}`, String(["no update", "unasked"].includes(stood)), "false");
    else say(`Why on ${cutOffAt}`, stood, then);
    const differing = differingSince(title, text, stoodLine(lines ?? []));
    if (differing) say(`Why on ${cutOffAt}, since`, differing.is, differing.should);
    const over = overSilence(stoodLine(lines ?? []), columnsOf(digest, title));
    if (over) say(`Why on ${cutOffAt}, over silence`, over.is, over.should);
    const row = digest.document.colours?.find((one) => one.program === title)?.colours ?? [];
    const isWhole = history.programs[program]?.closedAt === null;
    const months =
      rhythm === "monthly" ? differingMonths(lines ?? [], row, { from: digest.document.period.from, isWhole }) : null;
    if (months) say(`Why on ${cutOffAt}, before`, months.is, months.should);
    const lastThen = then === "no update" ? lastOf(history, program, viewer, cutOffAt, cutOffAt) : "";
    for (const mark of strangers(
      history,
      program,
      marksFor(history, program, viewer, cutOffAt),
      (lines ?? []).join("\n"),
    ))
      say(`Why on ${cutOffAt}`, `tells ${mark}`, "silent");
    sayDates(`Why on ${cutOffAt}, dates`, lines ?? [], cutOffAt, cutOffAt.slice(0, 10));
    say(`Why on ${cutOffAt}, last`, lastIn(lines ?? [], "Last: "), colourIn(lastThen));
    const worseThen =
      then === "no update" ? worseBefore(history, program, viewer, { at: cutOffAt, within: OWN[rhythm] }) : "";
    say(`Why on ${cutOffAt}, before the last`, worseIn(lines ?? [], "^Was "), worseThen);
    say(
      `Why on ${cutOffAt}, for now`,
      isOther ? nowIn(second) : "nothing",
      isHeld || isOver || then === expected ? "nothing" : expected,
    );
  }
  return wrong;
}

/** « closed on Mon 13 Jan by … » */
/** In the picture of a monthly digest those of the months before, the newest first: of a sending, or of its drafts the day before. */
function columnsOf({ rhythm, document }: DigestRead, title: string) {
  if (rhythm !== "monthly") return [];
  const row = document.colours?.find((one) => one.program === title)?.colours ?? [];
  const drafted = DRAFTINGS.filter((at) => at.slice(0, 7) <= document.period.from.slice(0, 7)).toReversed();
  return drafted.map((at, place) => ({ colour: row.at(-2 - place) ?? null, on: at.slice(0, 10) }));
}

function closedOn(at: string): string {
  const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
  return ` · closed on ${day.format(new Date(at)).replace(",", "").replaceAll(" ", "\u00a0")} by ${PEOPLE[2]}`;
}

function wasEverHeld({ programs }: History, program: number, rhythms: readonly HeldRhythm[]): boolean {
  return programs[program]?.holds.some(({ rhythm }) => rhythms.includes(rhythm)) ?? false;
}

function wrongDigest(history: History, reading: Reading, digest: DigestRead, isSent: boolean): string[] {
  const { at, viewer } = reading;
  const { rhythm, cutOffAt, document, text } = digest;
  if (viewer === "lead" || viewer === "team" || rhythm === "weekly") return [];
  const wrong: string[] = [];
  const say = (surface: string, is: string, should: string) => {
    const name = `${isSent ? "digest" : "preview"} ${rhythm} ${cutOffAt}`;
    if (is !== should) wrong.push(`${at} ${viewer} ${surface} in ${name}: ${is}, should be ${should}`);
  };
  // A sending is the end of a hold: what goes at that instant still goes without the program.
  const heldAt = isSent ? justBefore(SENDINGS.find((sending) => sending >= cutOffAt) ?? cutOffAt) : cutOffAt;
  const lines = document.sections.flatMap((section) => [...section.lines]);
  const stands: Stand[] = [];
  for (const [program, title] of TITLES.entries()) {
    const isThere = document.programs.some((one) => one.title === title);
    const isOver = isClosed(history, program, cutOffAt);
    const earlier = reading.editions
      .filter((one) => one.rhythm === rhythm)
      .map((one) => ({ ...one, hasProgram: one.document.programs.some((each) => each.title === title) }));
    const isTold =
      tellingOf(history, program, viewer).length > 0 &&
      (!isOver || tellsClosing(history, program, { at: cutOffAt, rhythm }, earlier));
    const isHeld = isLeftOut(history, program, [rhythm], heldAt);
    const isDrafted = isSent && cutOffAt < heldAt && !SENDINGS.includes(cutOffAt);
    // Where all was held, no edition went that would end the hold for a preview before the next sending.
    const wasHeld = !isSent && isLeftOut(history, program, [rhythm], justBefore(lastSending(cutOffAt)));
    // A draft tells a closing when it is approved, which may be after a later digest has told it.
    const isUnsure = isOver && earlier.some(({ cutOffAt, hasProgram }) => hasProgram && !SENDINGS.includes(cutOffAt));
    if (!isDrafted && !isUnsure && !(wasHeld && !isThere))
      say(title, isThere ? "there" : "not there", isTold && !isHeld ? "there" : "not there");
    const marks = isThere && !isOver ? marksFor(history, program, viewer, cutOffAt) : [];
    for (const mark of strangers(history, program, marks, `${text}\n${digest.french}\n${JSON.stringify(document)}`))
      say(title, `tells ${mark}`, "silent");
    if (!isThere) {
      const isNamed = lines.some((line) => line.program === title);
      say(title, isNamed ? "told" : "silent", "silent");
      continue;
    }
    if (isOver) {
      say(title, lines.flatMap((line) => (line.program === title ? [line.kind] : [])).join(), "closed");
      say(`${title} in its picture`, String(document.colours?.some((one) => one.program === title) ?? false), "false");
      continue;
    }
    const toldUntil = earlier.findLast((one) => one.hasProgram && one.cutOffAt < cutOffAt)?.cutOffAt ?? START;
    const dates = lines.flatMap((line) => (line.program === title ? digestSays(line) : []));
    const should = digestShould(history, program, tellingOf(history, program, viewer), {
      ...document.period,
      at: cutOffAt,
      toldUntil,
    });
    // What is approved once the next draft is made tells what that tells too.
    const isInTurn = history.programs.every(({ approval }) => !approval?.approved.includes(false));
    if (isInTurn) say(`${title}, dates`, dates.toSorted().join("; "), should.toSorted().join("; "));
    const stand = standing(history, program, viewer, cutOffAt);
    stands.push(stand);
    const given = lines.flatMap((line) =>
      line.kind === "health" && line.program === title ? (line.colour ?? "") : [],
    );
    const isGrey = lines.some((line) => line.kind === "silent" && line.program === title && line.grey);
    const row = document.colours?.find((one) => one.program === title)?.colours ?? [];
    const differing = differingRow(title, text, row);
    if (differing) say(`${title} in a row`, differing.is, differing.should);
    const shown = row.at(-1);
    const again = reopenedBy(history, program, cutOffAt);
    const since = earlier.filter((one) => one.cutOffAt >= (again?.reopenedAt ?? "") && one.cutOffAt < cutOffAt);
    const isUntold = since.length === 0;
    // A draft tells it when it is approved, which may be after a later digest has.
    const isDirect = history.programs.every(({ approval }) => approval === null);
    if (isDirect && (again === null || isUntold || since.some(({ hasProgram }) => hasProgram)))
      say(
        `${title} reopened`,
        lines.flatMap((line) => (line.kind === "reopened" && line.program === title ? [line.on ?? ""] : [])).join(),
        isUntold ? (again?.reopenedAt.slice(0, 10) ?? "") : "",
      );
    // A column is of a sending or of the drafts a working day before it.
    const columns = rhythm === "monthly" ? SENDINGS.filter((sending) => sending < cutOffAt).toReversed() : [];
    for (const [place, sending] of columns.entries())
      if (
        isSent &&
        again &&
        again.closedAt < (DRAFTINGS[SENDINGS.indexOf(sending)] ?? "") &&
        sending < again.reopenedAt
      )
        say(`${title} in the picture of ${sending}`, String(row.at(-2 - place) ?? null), "null");
    // Whoever leads it since, a month was what its own digest told, where nobody has corrected that.
    const isCorrectedSince = (sending: string) =>
      history.given.some(
        (one) =>
          one.program === program &&
          one.revisions.some((said) => said.at <= sending) &&
          one.revisions.some((said) => sending < said.at && said.at <= cutOffAt),
      );
    for (const [place, sending] of columns.entries()) {
      const toldThen = earlier.find((one) => one.cutOffAt === sending)?.document.colours;
      const column = toldThen?.find((one) => one.program === title)?.colours.at(-1);
      if (isSent && column && column !== "grey" && again === null && !isCorrectedSince(sending))
        say(`${title} in the column of ${sending}`, String(row.at(-2 - place) ?? null), column);
    }
    if (stand === "red" || stand === "amber") say(title, given.join(), stand);
    else if (stand === "green") say(title, given.join() || "green", "green");
    else say(title, given.join() || "no colour", "no colour");
    if (isGrey) say(title, "no update", stand);
    if (lines.some((line) => line.kind === "no-update" && line.program === title)) say(title, "no update", stand);
    if (stand === "no update") {
      const [line] = lines.filter(
        (one) => one.program === title && (one.kind === "no-update" || (one.kind === "silent" && one.grey)),
      );
      say(title, line ? "told" : "in no line", "told");
      const why = line?.why?.is;
      const isSaid = (told: Given) =>
        told.program === program &&
        tellingOf(history, program, viewer).includes(told.every) &&
        told.revisions.length > 0;
      const isIn = (told: Given) => told.key >= document.period.from && `${told.key}T09:00:00.000Z` <= cutOffAt;
      if (why === "unasked") say(title, String(history.given.some((told) => isSaid(told) && isIn(told))), "false");
      if (why === "no-status")
        say(
          `${title} without a status`,
          String(history.given.some((told) => isSaid(told) && saidBy(told, cutOffAt)?.colour === null)),
          "true",
        );
    }
    if (shown !== undefined && shown !== null && shown !== "grey") say(`${title} in its picture`, shown, stand);
    if (shown === "grey") say(`${title} in its picture`, "no update", stand);
    if (hasTurned(history, reading, digest, program, stand)) {
      const unchanged = [...lines, ...(document.colours ?? [])].some(
        (one) => one.program === title && one.trend === "same",
      );
      say(title, unchanged ? "unchanged" : given.join() || "counted", stand);
    }
    // Months of which the same page says that nobody has said lately.
    const silent = lines.some(
      (line) =>
        line.program === title && line.kind === "months" && line.months?.some(({ colour }) => colour === "grey"),
    );
    const goesOn = [...lines, ...(document.colours ?? [])].some(
      (line: Pick<Line, "program" | "trend" | "periods">) =>
        line.program === title && (line.trend === "same" || (line.periods ?? 1) > 1),
    );
    if (silent && goesOn) say(`${title} over silent months`, "unchanged", stand);
    const told = lines.flatMap((line) =>
      line.program === title && line.last ? `${line.last.colour} ${line.last.on}` : [],
    );
    const last = stand === "no update" ? lastOf(history, program, viewer, cutOffAt, cutOffAt) : "";
    // What was on track is told where no digest of the rhythm has told it.
    const worse = last === "" ? "" : worseBefore(history, program, viewer, { at: cutOffAt, within: OWN[rhythm] });
    if (grave(last) !== "" || worse !== "" || told.length > 0) say(`${title}, last`, told.join(), last);
    const before = lines.flatMap((line) =>
      line.program === title && line.last && line.between && !line.between.isCorrected
        ? `${line.between.colour} ${line.between.until}`
        : [],
    );
    say(`${title}, before the last`, before.join(), worse);
    if (last.startsWith("red") && document.bottomLine.case === "silence") say(`${title}, first line`, "silence", last);
  }
  const greens = stands.filter((stand) => stand === "green").length;
  const isNamed = ({ kind, colour }: Line) => colour === "green" && (kind === "health" || kind === "marker");
  const named = new Set(lines.filter(isNamed).map((line) => line.program)).size;
  const [counted] = lines.flatMap((line) => (line.kind === "on-track" ? [line.programs] : []));
  say("on track", `${counted ?? 0} on track`, `${greens - named} on track`);
  wrong.push(
    ...reassurances(history, reading, digest).map((sentence) => `${at} ${viewer} ${rhythm} ${cutOffAt}: ${sentence}`),
  );
  return wrong;
}

/** Whether it had another colour within the period of a digest, which begins a few days after its first day at the latest. */
function hasTurned(history: History, { viewer, editions }: Reading, digest: DigestRead, program: number, stand: Stand) {
  if (!COLOURS.some((colour) => colour === stand)) return false;
  const { rhythm, cutOffAt, document } = digest;
  const before = editions.filter((one) => one.rhythm === rhythm && one.cutOffAt < cutOffAt).map((one) => one.cutOffAt);
  const first = new Date(Date.parse(document.period.from) + 6 * 86_400_000).toISOString();
  const [from = first] = [first, ...before].toSorted().reverse();
  const stood = stoodBetween(history, program, viewer, from, cutOffAt);
  return stood.some((one) => one !== stand && COLOURS.some((colour) => colour === one));
}

/** What is said to need nothing although a fact that the digest counts speaks against it. */
function reassurances(history: History, { viewer, editions }: Reading, digest: DigestRead): string[] {
  const { document, cutOffAt, rhythm, text } = digest;
  const before = editions.findLast((one) => one.rhythm === rhythm && one.cutOffAt < cutOffAt);
  const from = before?.cutOffAt ?? `${document.period.from}T00:00:00.000Z`;
  const since = [from, document.period.from].toSorted()[0] ?? from;
  const isCalm = ({ title }: { title: string }) => {
    const program = [...TITLES.keys()].find((place) => TITLES[place] === title) ?? -1;
    const telling = tellingOf(history, program, viewer);
    const told = history.given.filter((one) => one.program === program && telling.includes(one.every));
    const hasAnswered = told.some(({ revisions }) => revisions.some(({ at }) => at > since && at <= cutOffAt));
    const isAsking = takenIn(rhythm, telling).some((every) =>
      [...PEOPLE.keys()].some((person) => {
        const theirs = told.filter((one) => one.every === every && one.person === person);
        const last = theirs
          .flatMap((one) => saidBy(one, cutOffAt) ?? [])
          .toSorted((one, other) => (one.at < other.at ? 1 : -1))[0];
        return last !== undefined && last.at > from && (last.asks || last.isBlocked);
      }),
    );
    const isBlocked = [...PEOPLE.keys()].some((person) =>
      telling.some((every) => blocksIn(told, { person, every }, cutOffAt)),
    );
    const isOver = isClosed(history, program, cutOffAt);
    return (
      !isOver && standing(history, program, viewer, cutOffAt) === "green" && hasAnswered && !isAsking && !isBlocked
    );
  };
  const calm = document.programs.filter(isCalm).length;
  const all = document.programs.length;
  const { bottomLine, rest } = document;
  const wrong: string[] = [];
  const saysAll = bottomLine.case === "nothing-needed" || rest?.of === "all" || text.includes("Nothing is needed");
  if (saysAll && calm < all) wrong.push(`says that nothing is needed of ${all} programs; ${calm} need nothing`);
  if (rest && rest.programs > calm) wrong.push(`says that ${rest.programs} need nothing; ${calm} do`);
  return wrong;
}

/** Whether the last round of a check-in that somebody answered has named what blocks, in whatever edition that was told. */
export function blocksIn(
  told: readonly Given[],
  { person, every }: { person: number; every: Every },
  until: string,
): boolean {
  const [last] = told
    .filter((one) => one.person === person && one.every === every && saidBy(one, until))
    .toSorted((one, other) => (one.key < other.key ? 1 : -1));
  return last !== undefined && saidBy(last, until)?.isBlocked === true;
}

/** Of what the digests of those above are made: of these check-ins, where there are none of the first of the next. */
const LEVELS: Record<DigestRead["rhythm"], readonly (readonly Every[])[]> = {
  weekly: [],
  monthly: [["week", "month", "quarter"]],
  quarterly: [["quarter", "month"], ["week"]],
  annual: [["quarter"], ["month"], ["week"]],
};

function takenIn(rhythm: DigestRead["rhythm"], telling: readonly Every[]): readonly Every[] {
  const levels = LEVELS[rhythm].map((level) => level.filter((every) => telling.includes(every)));
  return levels.find((level) => level.length > 0) ?? [];
}

/** Marks in a text of this program that are not among those that may be told, and dates of answers with none of these. */
function strangers(history: History, program: number, told: readonly string[], text: string): string[] {
  const given = history.given.filter((one) => one.program === program);
  return given
    .flatMap(({ revisions }) => revisions.map(({ mark }) => mark))
    .filter((mark) => text.includes(mark) && !told.includes(mark))
    .concat(untoldDates(given, told, text));
}

const MARKED = " · the evidence disagrees";

function isMarked(home: readonly string[], title: string): boolean {
  return new RegExp(`\\*${title}\\* · [^·]*${MARKED}`).test(home.join("\n"));
}

function onHome(lines: readonly string[], title: string): string {
  const found = lines
    .join("\n")
    .replaceAll(MARKED, "")
    .match(new RegExp(`([🟢🟠🔴⚪] )?\\*${title}\\* · ([^·]*) · (lead: |no lead)`, "u"));
  if (!found) return "not told";
  const [, shape = "", status = ""] = found;
  const colour = COLOURS.find((one) => `${SHAPES[one]} ` === shape);
  if (colour) return status.toLowerCase() === NAMES[colour].toLowerCase() ? colour : `${shape}${status}`;
  if (status === "left out by the lead") return shape === "" ? "left out" : `${shape}${status}`;
  return status === "no status" ? "unasked" : status.startsWith("no recent update") ? "no update" : status;
}

function inWhy(lines: readonly string[] | null | undefined): string {
  if (!lines) return "not open";
  const [, line = ""] = lines;
  const colour = COLOURS.find((one) => `${line} `.startsWith(`${SHAPES[one]} ${NAMES[one]} `));
  if (colour) return colour;
  if (line.startsWith("The lead is leaving")) return "left out";
  if (line.startsWith("No update:")) return "no update";
  return line.startsWith("Not requested:") ? "unasked" : line;
}

/** The last status of a program that has none, with its day; empty: there was none. */
function lastOf(history: History, program: number, viewer: Viewer, at: string, until: string): string {
  const words = lastWords(history, program, viewer, at, until).toSorted((one, other) => (one.at < other.at ? 1 : -1));
  return words.map((word) => `${word.colour} ${word.at.slice(0, 10)}`)[0] ?? "";
}

/** Of the lines of *Why this status?* the one with the colour itself. */
function stoodLine(lines: readonly string[]): string {
  return lines.find((line) => COLOURS.some((colour) => line.startsWith(`${SHAPES[colour]} ${NAMES[colour]} · `))) ?? "";
}

function colourIn(last: string): string {
  return last.split(" ")[0] ?? "";
}

/** Unless it was on track. */
function grave(last: string): string {
  return last.startsWith("green") ? "" : colourIn(last);
}

function lastIn(lines: readonly string[], before: string): string {
  const text = lines.join("\n");
  return COLOURS.find((one) => text.includes(`${before}${SHAPES[one]} ${NAMES[one]}, `)) ?? "";
}

/** « 🔴 Off track until Wed 8 Jan » as `red 2025-01-08`. */
function worseIn(lines: readonly string[], before: string): string {
  const text = lines.join("\n").replaceAll("\u00a0", " ");
  const [, shape = "", day = ""] =
    text.match(new RegExp(`${before}([🟢🟠🔴]) [^·]*? until \\w+ (\\d+ \\w+)`, "mu")) ?? [];
  const colour = COLOURS.find((one) => SHAPES[one] === shape);
  return colour ? `${colour} ${new Date(`${day} 2025 UTC`).toISOString().slice(0, 10)}` : "";
}

function nowIn(line: string): string {
  if (line === "Now: no recent update.") return "no update";
  return COLOURS.find((one) => line.startsWith(`Now: ${SHAPES[one]} ${NAMES[one]}`)) ?? line;
}

function lastSending(at: string): string {
  return SENDINGS.findLast((sending) => sending <= at) ?? at;
}

function justBefore(at: string): string {
  return new Date(Date.parse(at) - 1).toISOString();
}

export const KINDS = [
  "left out",
  "awaiting approval",
  "revised after the cut-off",
  "two rhythms",
  "April year",
  "absence over the due date",
  "role ended",
  "contradicted",
  "finished",
  "reopened",
  "left since a digest",
  "blocked since before",
  "another colour below",
  "silent since a red or amber",
  "asked",
  "dates",
] as const;
export type Kind = (typeof KINDS)[number];

/** What is so at an instant at which somebody looks, whom it concerns. */
export function kindsOf(history: History, readings: readonly Reading[]): Set<Kind> {
  const found = new Set<Kind>();
  for (const { at, viewer, home, editions } of readings) {
    if (home.some((line) => line.startsWith("Open requests by age"))) found.add("asked");
    for (const program of TITLES.keys()) {
      const telling = tellingOf(history, program, viewer);
      const told = history.given.filter((one) => one.program === program && telling.includes(one.every));
      if (told.some(({ revisions }) => revisions.some((said) => said.date !== null && said.at <= at)))
        found.add("dates");
      if (isClosed(history, program, at)) {
        found.add("finished");
        continue;
      }
      if (reopenedBy(history, program, at) && telling.length > 0) found.add("reopened");
      if (telling.length > 1) found.add("two rhythms");
      if (history.isApril && telling.includes("quarter")) found.add("April year");
      const isAbove = viewer === "sponsor" || viewer === "steering";
      if (
        isAbove &&
        standing(history, program, viewer, at) === "no update" &&
        grave(lastOf(history, program, viewer, at, at))
      )
        found.add("silent since a red or amber");
      if (isAbove && isLeftOut(history, program, RHYTHMS_OF[viewer], at) && telling.length > 0) found.add("left out");
      const cutOffs = editions.map(({ cutOffAt }) => cutOffAt);
      const gone = history.gone?.at ?? at;
      if (cutOffs.some((cutOff) => cutOff < gone) && gone < at) found.add("left since a digest");
      const lastCutOff = cutOffs.toSorted().at(-1) ?? "";
      if (told.some(({ person, every }) => blocksIn(told, { person, every }, lastCutOff)))
        found.add("blocked since before");
      if (isAbove && standing(history, program, "lead", at) !== standing(history, program, viewer, at))
        found.add("another colour below");
      const until = approvedUntil(history, program, viewer, at, cutOffs);
      if (told.some(({ revisions }) => revisions.some((said) => said.at > until && said.at <= at)))
        found.add("awaiting approval");
      const isRevised = told.some(({ revisions: [first, ...later] }) =>
        cutOffs.some(
          (cutOff) => first && first.at <= cutOff && later.some((said) => said.at > cutOff && said.at <= at),
        ),
      );
      if (isRevised) found.add("revised after the cut-off");
      if (told.some(({ isAway, key, person }) => isAway && person < 2 && `${key}T` < at))
        found.add("absence over the due date");
      const first = leadsAt(history, program, at);
      const isEnded = (history.programs[program]?.leadUntil ?? at) < at.slice(0, 10);
      if (
        (isEnded || history.gone?.at) &&
        first.length < (history.programs[program]?.isLedByTwo ? 2 : 1) &&
        told.some(({ person }) => !first.includes(person) && person < 2)
      )
        found.add("role ended");
      const colours = [0, 1, 2, 3].flatMap((person) => {
        const only = { ...history, given: history.given.filter((one) => one.person === person) };
        return standingWord(only, program, viewer, at, until)?.colour ?? [];
      });
      if (new Set(colours).size > 1) found.add("contradicted");
    }
  }
  return found;
}
