/** What does not fit between the entries of a scenario: who is named but not there, who acts out of place. */
import { isNamedPerson, resolveAudience, sourceOf } from "../cadences/audience/audience.ts";
import { quickAnswerOf } from "../cadences/templates.ts";
import { localDateOf } from "../platform/time.ts";
import {
  type Problem,
  type SetupCadence,
  type SetupPortfolio,
  type SetupProgram,
  seatsOf,
  setupProblems,
} from "../setup/setup-file.ts";
import { measureProblems, numberProblems, unknownMeasures } from "./goal-checks.ts";
import type { Numbers, RawEvent, ScenarioChannel, ScenarioGroup, ScenarioPerson } from "./scenario.ts";
import { readAnswers } from "./scenario-answers.ts";

type Entries<T> = readonly (readonly [number, T])[];

/** Entries that are well formed, with their places in the file, and what the others are called. */
export interface Cast {
  start: string | null;
  end: string | null;
  people: Entries<ScenarioPerson>;
  programs: Entries<SetupProgram>;
  portfolios: Entries<SetupPortfolio>;
  cadences: Entries<SetupCadence>;
  channels: Entries<ScenarioChannel>;
  groups: Entries<ScenarioGroup>;
  numbers: Numbers;
  events: Entries<RawEvent>;
  /** Of every entry, ill formed ones too: naming one of those is no second problem. */
  handles: ReadonlySet<string>;
  programKeys: ReadonlySet<string>;
  portfolioKeys: ReadonlySet<string>;
  cadenceKeys: ReadonlySet<string>;
}

export function castProblems(cast: Cast): Problem[] {
  const wellFormed = new Set([...cast.programs, ...cast.portfolios].map(([, { key }]) => key));
  const placed = cast.cadences.filter(
    ([, { program: key }]) => wellFormed.has(key) || !(cast.programKeys.has(key) || cast.portfolioKeys.has(key)),
  );
  const absent = ({ members }: { members: readonly string[] }) =>
    [...members.entries()].filter(([, handle]) => !cast.handles.has(handle));
  return [
    ...timeProblems(cast),
    ...listProblems(["people", "handle"], cast.people),
    ...setupProblems({ ...cast, cadences: placed }),
    ...seatProblems(cast),
    ...audienceProblems(cast),
    ...listProblems(["channels", "name"], cast.channels, absent),
    ...listProblems(["groups", "handle"], cast.groups, absent),
    ...measureProblems(measuresIn(cast)),
    ...numberProblems(
      cast.numbers,
      measuresIn(cast).map(([, event]) => event),
      cast.people.map(([, person]) => person),
    ),
    ...cast.events.flatMap(([index, event]) =>
      eventProblems(cast, event).map(({ path, message }) => ({ path: ["events", index, ...path], message })),
    ),
  ];
}

function measuresIn({ events }: Cast) {
  return events.flatMap(([index, event]) => (event.do === "add-measure" ? [[index, event] as const] : []));
}

function timeProblems({ start, end }: Cast): Problem[] {
  return start !== null && end !== null && end <= start ? [{ path: ["end"], message: "end is not after start" }] : [];
}

function seatProblems({ programs, portfolios, handles }: Cast): Problem[] {
  const inPrograms = programs.flatMap(([index, { lead, deputy, secretary, sponsors, steering, team }]) => {
    return [...single({ lead, deputy, secretary }), ...listed({ sponsors, steering, team })].map(
      ({ path, handle }) => ({ path: ["programs", index, ...path], handle }),
    );
  });
  const inPortfolios = portfolios.flatMap(([index, { secretary, members }]) =>
    [...single({ secretary }), ...listed({ members })].map(({ path, handle }) => ({
      path: ["portfolios", index, ...path],
      handle,
    })),
  );
  return [...inPrograms, ...inPortfolios]
    .filter(({ handle }) => !handles.has(handle))
    .map(({ path, handle }) => ({ path, message: nobody(handle) }));
}

type Named = { path: (string | number)[]; handle: string };

function single(people: Record<string, string | undefined>): Named[] {
  return Object.entries(people).flatMap(([role, handle]) => (handle === undefined ? [] : [{ path: [role], handle }]));
}

function listed(people: Record<string, readonly string[]>): Named[] {
  return Object.entries(people).flatMap(([role, handles]) =>
    handles.map((handle, place) => ({ path: [role, place], handle })),
  );
}

function audienceProblems(cast: Cast): Problem[] {
  const sources = peopleBySource(cast);
  return cast.cadences.flatMap(([index, cadence]) => [
    ...(["audience", "readers"] as const).flatMap((list) =>
      cadence[list].flatMap((member, place) => {
        const path = ["cadences", index, list, place];
        if (isNamedPerson(member)) return cast.handles.has(member) ? [] : [{ path, message: nobody(member) }];
        const source = sourceOf(member);
        if (!source || sources.has(member)) return [];
        return [{ path, message: `there is no ${source.kind} ${source.id}` }];
      }),
    ),
    ...(cadence.pilot?.people ?? []).flatMap((handle, place) =>
      cast.handles.has(handle)
        ? []
        : [{ path: ["cadences", index, "pilot", "people", place], message: nobody(handle) }],
    ),
  ]);
}

/** Whom each channel and group of the file holds, under its name in an audience. */
function peopleBySource({ channels, groups }: Cast): Map<string, readonly string[]> {
  return new Map([
    ...channels.map(([, { name, members }]) => [`channel:${name}`, members] as const),
    ...groups.map(([, { handle, members }]) => [`group:${handle}`, members] as const),
  ]);
}

/** Each name only once, and members who are there. */
function listProblems<Entry>(
  [list, key]: [string, keyof Entry & string],
  entries: Entries<Entry>,
  absent: (entry: Entry) => readonly [place: number, handle: string][] = () => [],
): Problem[] {
  const names = entries.map(([, entry]) => entry[key]);
  return entries.flatMap(([index, entry], position) => [
    ...(names.indexOf(entry[key]) < position
      ? [{ path: [list, index, key], message: `${entry[key]} is there twice` }]
      : []),
    ...absent(entry).map(([place, handle]) => ({ path: [list, index, "members", place], message: nobody(handle) })),
  ]);
}

function eventProblems(cast: Cast, event: RawEvent): Problem[] {
  const person = cast.people.find(([, other]) => other.handle === event.by)?.[1];
  return [
    ...placeInTimeProblems(cast, event),
    ...(cast.handles.has(event.by) ? [] : [{ path: ["by"], message: nobody(event.by) }]),
    ...(person?.isBot ? [{ path: ["by"], message: `${event.by} is a bot` }] : []),
    ...(person?.isDeactivated ? [{ path: ["by"], message: `${event.by} is deactivated` }] : []),
    ...(event.do === "away" && person && event.until < localDateOf(event.at, person.tz)
      ? [{ path: ["until"], message: "is before the day of the event" }]
      : []),
    ...("cadence" in event ? promptedProblems(cast, event) : []),
    ...placeProblems(cast, event),
    ...(event.do === "complete-request" ? completedProblems(cast, event) : []),
    ...(event.do === "set-meeting-dates" && person ? datesProblems(event, person) : []),
    ...namedProblems(cast, event),
  ];
}

/** A meeting that repeats goes on after its first day, a single one is to come. */
function datesProblems(
  { at, first, repeats }: Extract<RawEvent, { do: "set-meeting-dates" }>,
  { tz }: ScenarioPerson,
): Problem[] {
  const isOver = repeats === "once" && first < localDateOf(at, tz);
  return isOver ? [{ path: ["first"], message: "is before the day of the event" }] : [];
}

/** Measures, objectives and meetings are of portfolios, too. */
function placeProblems(cast: Cast, event: RawEvent): Problem[] {
  if (!("program" in event)) return [];
  const mayBePortfolio = event.do === "add-measure" || event.do === "add-objective" || event.do === "set-meeting-dates";
  const isThere = (key: string) => cast.programKeys.has(key) || (mayBePortfolio && cast.portfolioKeys.has(key));
  const absent = (path: Problem["path"], key: string) => [{ path, message: `there’s no program ${key}` }];
  return [
    ...(isThere(event.program) ? [] : absent(["program"], event.program)),
    ...(event.do === "add-objective" ? servingProblems(cast, event) : []),
  ];
}

function servingProblems(cast: Cast, { programs, measures }: Extract<RawEvent, { do: "add-objective" }>): Problem[] {
  const unknown = programs.flatMap((key, place) =>
    cast.programKeys.has(key) ? [] : [{ path: ["programs", place], message: `there’s no program ${key}` }],
  );
  return [
    ...unknown,
    ...unknownMeasures(
      measures,
      measuresIn(cast).map(([, event]) => event),
    ),
  ];
}

/** Whom an act names beside who does it. */
function namedProblems({ handles }: Cast, event: RawEvent): Problem[] {
  const named = namedIn(event).flatMap(([place, handle]): Problem[] =>
    handle === undefined || handles.has(handle) ? [] : [{ path: [place], message: nobody(handle) }],
  );
  if (event.do === "name-stakeholder" && (event.person === undefined) === (event.outside === undefined))
    return [...named, { path: ["person"], message: "give person or outside" }];
  return named;
}

function namedIn(event: RawEvent): [string, string | undefined][] {
  switch (event.do) {
    case "add-presence":
    case "add-milestone":
    case "add-measure":
      return [["owner", event.owner]];
    case "delegate-request":
      return [["to", event.to]];
    case "name-stakeholder":
      return [
        ["person", event.person],
        ["keeper", event.keeper],
      ];
    case "name-holders":
      return event.holders.map((holder) => ["holders", holder]);
    case "start-track":
      return [["about", event.about]];
    case "add-topic":
      return event.guests?.map((guest) => ["guests", guest]) ?? [];
    case "close-meeting":
      return event.present.map((person) => ["present", person]);
    case "begin-choice":
      return event.scorers.map((scorer) => ["scorers", scorer]);
    default:
      return [];
  }
}

function completedProblems(cast: Cast, event: Extract<RawEvent, { do: "complete-request" }>): Problem[] {
  const { decider, options, recommended } = event;
  return [
    ...(decider !== undefined && !cast.handles.has(decider) ? [{ path: ["decider"], message: nobody(decider) }] : []),
    ...(recommended > options.length ? [{ path: ["recommended"], message: "there is no such option" }] : []),
  ];
}

function placeInTimeProblems({ start, end }: Cast, event: RawEvent): Problem[] {
  if (start !== null && event.at < start) return [{ path: ["at"], message: `is before the start, ${start}` }];
  if (end !== null && event.at > end) return [{ path: ["at"], message: `is after the end, ${end}` }];
  return [];
}

/** Acts on a prompt: the cadence must be there, and ask this person. */
function promptedProblems(cast: Cast, event: Extract<RawEvent, { cadence: string }>): Problem[] {
  const cadence = cast.cadences.find(([, other]) => other.key === event.cadence)?.[1];
  if (!cadence) {
    const isThere = cast.cadenceKeys.has(event.cadence);
    return isThere ? [] : [{ path: ["cadence"], message: `there is no cadence ${event.cadence}` }];
  }
  const program = cast.programs.find(([, other]) => other.key === cadence.program)?.[1];
  const isAsked =
    !program || resolveAudience(cadence.audience, seatsOf(program), peopleBySource(cast)).includes(event.by);
  return [
    ...(isAsked ? [] : [{ path: ["by"], message: `${event.by} is not in the audience of ${cadence.key}` }]),
    ...(event.do === "answer" ? answerProblems(cadence, event) : []),
  ];
}

function answerProblems(cadence: SetupCadence, event: Extract<RawEvent, { do: "answer" }>): Problem[] {
  if (event.answers && event.nothingToReport)
    return [{ path: ["nothingToReport"], message: "give answers or nothingToReport, not both" }];
  if (event.nothingToReport)
    return quickAnswerOf(cadence) === "nothing-to-report"
      ? []
      : [{ path: ["nothingToReport"], message: `${cadence.key} cannot be answered with nothing to report` }];
  if (!event.answers) return [{ path: ["answers"], message: "give answers or nothingToReport" }];
  const { problems } = readAnswers(cadence.questions, event.answers);
  return problems.map(({ path, message }) => ({ path: ["answers", ...path], message }));
}

function nobody(handle: string): string {
  return `nobody has the handle ${handle}`;
}
