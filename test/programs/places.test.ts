/** Portfolios stand in the table of programs: whatever reads both is listed here, with its reason. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../../src");

/** Lists that have portfolios too, and reads of the table itself. */
const READS = [
  /\b(?:listPlaces|listPlacesFor|runningPlaces)\(/g,
  /\brows\(\s*[\w.]+,\s*"program"/g,
  /\b(?:selectFrom|innerJoin|leftJoin)\(\s*"program(?: as \w+)?"/g,
  /\b(?:from|join) program\b(?! as of)/g,
];

/** File and function, and why portfolios are in, or how they are left out. */
const REASONS: Record<string, string> = {
  "app/weekly-message.ts messagesDue": "a committee's members have a day of the week as sponsors have",
  "cadences/cadences.ts cadencesToCheck": "by cadences, whatever has them",
  "cadences/cadences.ts withDays": "by cadences, whatever has them",
  "calendars/days-off-lists.ts listProgramsCountingBy": "by cadences, whatever has them",
  "cadences/recurrence/fiscal-years.ts rulesWithYearStart": "by cadences, whatever has them",
  "check-ins/home/asked-now-and-next.ts listPromptsAtHand": "by rounds, whatever has them",
  "check-ins/stored-check-ins.ts streamRevisions": "by check-ins, whatever has them",
  "demo/roles.ts rolesNow": "the page says what people are in both",
  "forecast/cli.ts print": "a plan is asked for by the key of either",
  "forecast/copy.ts closureOf": "both are copied, since each sends messages about the other",
  "forecast/followers.ts forecastFollowers": "My data names what a message was about",
  "forecast/hide-coming-pauses.ts hideComingPauses": "programs alone: a portfolio is never paused",
  "forecast/message-details.ts listItemsAbout": "by items: both have codes",
  "forecast/plan.ts planFor": "an office reads the plan of what it is over",
  "forecast/plan.ts steps": "messages about both are planned",
  "privacy/delete-aged.ts EXCEPTIONS": "by check-ins, whatever has them",
  "privacy/delete-aged.ts agedRows": "the rows of both age once they are closed",
  "privacy/erasure-scope.ts portfoliosNaming": "portfolios alone, by their kind",
  "programs/channels.ts noteChannel": "by channels: a portfolio has none",
  "programs/coverage.ts bodiesOfPerson": "portfolios alone, by their kind",
  "programs/coverage.ts placesNow": "an office is over both",
  "programs/coverage.ts portfolioSeatsOver": "by ids: nothing covers a portfolio",
  "programs/coverage.ts seatsInPortfolios": "portfolios alone, by their kind",
  "programs/coverage.ts seatsOfPortfolios": "portfolios alone, by their kind",
  "programs/creating.ts createFromForm": "keys are unique over both",
  "programs/creating.ts createProgram": "makes both",
  "programs/keys.ts shortKeysOf": "codes are unique over both",
  "programs/lane-facts.ts rolesOn": "a seat in either says how messages come",
  "programs/named-programs.ts namedPrograms": "items of both name their place",
  "programs/office-giving.ts endOffice": "what the office had in either goes on",
  "programs/places-known.ts placesKnownTo": "objectives are of both",
  "programs/places-known.ts placesOf": "objectives are of both",
  "programs/pausing.ts listDue": "by their day: no portfolio has one",
  "programs/portfolios.ts createPortfolioFromForm": "keys are unique over both",
  "programs/program-list.ts madeBy": "programs alone, by their kind",
  "programs/programs.ts hasPrograms": "programs alone, by their kind",
  "programs/programs.ts listPlaces": "the list of both",
  "programs/programs.ts listPlacesFor": "the list of both, for one person",
  "programs/programs.ts listPrograms": "programs alone, by their kind",
  "programs/programs.ts listProgramsFor": "programs alone, by their kind",
  "programs/programs.ts programById": "by id",
  "programs/programs.ts programByKey": "keys are unique over both",
  "programs/programs.ts runningPlaces": "the list of both that run",
  "programs/programs.ts runningPrograms": "programs alone, by their kind",
  "programs/programs.ts updateProgram": "changes both",
  "programs/programs.ts whomTheyLead": "an office enters absences in both",
  "programs/role-ends.ts listProgramsOfDeparted": "what the departed had in either goes on",
  "programs/visitor-of-home.ts listSeatsBeside": "Home is of both",
  "quarter/reviews.ts reviewedBy": "by ids: no portfolio is reviewed",
  "register/cli.ts exportAll": "the register of both",
  "register/cli.ts programByKey": "the register of both",
  "register/goals/form-offers.ts offersFor": "objectives are of both",
  "register/import/offered.ts placesToImport": "the register of both",
  "register/item-rights.ts listItemsFor": "the register of both",
  "register/items-in-check-in.ts listItemsFollowed": "by check-ins, whatever has them",
  "register/list/list.ts namedBy": "an objective names both",
  "register/list/list.ts programsToAddTo": "the register of both",
  "register/repository.ts itemsOfRunning": "by items, of both",
  "register/repository.ts itsShortKey": "by items: both have codes",
  "reports/compile/reports-store.ts programsOfReports": "programs alone, by their kind",
  "reports/compile/reports-store.ts leaveOutBegun": "by reports: a portfolio has none",
  "reports/digest/digest-reading.ts reportedPrograms": "by reports: a portfolio has none",
  "reports/digest/message.ts reportDigestKind": "by digests, of which programs are a part",
  "reports/digest/portfolios-in-digest.ts reportedPortfolios": "portfolios alone, by their kind",
  "reports/digest/schedule.ts listSeats": "programs alone, by their kind",
  "reports/drafts/due.ts makeDrafts": "by reports: a portfolio has none",
  "reports/facts/digest-subscriptions.ts rhythmsOf": "members of a portfolio choose their rhythm",
  "reports/facts/facts.ts selectItems": "by the programs of a report",
  "reports/facts/objectives.ts goalRows": "objectives of portfolios, by measures of both",
  "reports/listeners.ts openProgramCalled": "a portfolio opens by its name as a program does",
  "reports/portfolio/portfolio.ts portfolioButtons": "portfolios alone, by their kind",
  "settings/audit/cli.ts actsSince": "acts in both are in the audit",
  "settings/audit/commands.ts readablePrograms": "an office reads the audit of what it is over",
  "settings/cadences/list-screen.ts cadenceCommands": "a portfolio has its annual workshop",
  "sponsorship/sponsor-request.ts programsToSponsor": "by choices of a sponsor: a portfolio has none",
  "sponsorship/stakeholders.ts programsOf": "by contacts: a portfolio has none",
  "tracks/given-lately.ts givenLately": "by seats of a team and working roles: a portfolio has none",
  "tracks/ready-steps.ts listReady": "by tracks: a portfolio has none",
  "tracks/steps-at-hand.ts tracksOf": "by tracks: a portfolio has none",
  "tracks/tracks.ts workRequestsOf": "by work requests: a portfolio has none",
  "tracks/work/request-queries.ts withSteps": "by work requests: a portfolio has none",
  "workshop/rounds.ts listOpenRounds": "both have workshops",
};

it("whatever reads programs and portfolios has its reason here", () => {
  expect(found().toSorted()).toEqual(Object.keys(REASONS).toSorted());
});

function found(): string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return [...new Set(files.flatMap((file) => readsIn(file, readFileSync(join(SRC, file), "utf8"))))];
}

function readsIn(file: string, text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const places = READS.flatMap((read) => [...code.matchAll(read)].map(({ index }) => index));
  return places.flatMap((index) => {
    const name = enclosing(code.slice(0, index));
    return name === undefined || isDeclared(code, index) ? [] : [`${file} ${name}`];
  });
}

/** The function or constant of the module in which the text ends. */
function enclosing(text: string): string | undefined {
  const declared = /^(?:export )?(?:async )?(?:function\*?|const|class) (\w+)/gm;
  return [...text.matchAll(declared)].at(-1)?.[1];
}

function isDeclared(code: string, index: number): boolean {
  return /function\*? $/.test(code.slice(0, index));
}
