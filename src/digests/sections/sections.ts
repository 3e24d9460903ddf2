/** Of what a digest can be made: the one list of its sections, in order, and the one list of its kinds of lines. */
import { z } from "zod";
import { ask, asks, standingAsk } from "./asks/asks.ts";
import { decidedAsk, redatedAsk, risenAsk, withdrawnAsk } from "./asks/gone.ts";
import { byAuthor } from "./by-author.ts";
import { attention, changed, closed, decision, reopened } from "./changes.ts";
import { movedDate, newDate, pastDate, twoDates } from "./dates.ts";
import { dependencies, dependency } from "./dependencies.ts";
import { health, marker, onTrack } from "./health.ts";
import { leads, ownLine } from "./leads.ts";
import { months, monthsLine } from "./months.ts";
import { openItem, openItems, stuck } from "./open-items.ts";
import { portfolio, portfolioLine } from "./portfolio.ts";
import { progress, progressLine } from "./progress.ts";
import {
  decisionTime,
  integrity,
  missedRound,
  overdueAsks,
  participation,
  rhythm,
  silentPeople,
  silentPrograms,
} from "./rhythm.ts";
import { capacity, course, lessons, next, objectives, saidLine, value } from "./said.ts";
import { noNews, noUpdate, silent } from "./silence.ts";
import { sinceDecision } from "./since.ts";

/** A digest has them in the order in which its reader needs them. */
export const SECTIONS = [
  asks,
  months,
  objectives,
  changed,
  attention,
  leads,
  value,
  progress,
  course,
  lessons,
  capacity,
  dependencies,
  next,
  rhythm,
  portfolio,
] as const;

export type SectionName = (typeof SECTIONS)[number]["name"];
export const SECTION_NAMES = SECTIONS.map(({ name }) => name);

export const LINES = [
  ask,
  standingAsk,
  ownLine,
  risenAsk,
  redatedAsk,
  withdrawnAsk,
  decidedAsk,
  decision,
  sinceDecision,
  byAuthor,
  monthsLine,
  health,
  closed,
  reopened,
  marker,
  movedDate,
  pastDate,
  newDate,
  twoDates,
  saidLine,
  silent,
  noUpdate,
  noNews,
  progressLine,
  onTrack,
  participation,
  portfolioLine,
  dependency,
  integrity,
  decisionTime,
  overdueAsks,
  stuck,
  openItem,
  openItems,
  silentPeople,
  silentPrograms,
  missedRound,
] as const;

const [first, ...others] = LINES;
export const anyLineSchema = z.discriminatedUnion("kind", [first.schema, ...others.map(({ schema }) => schema)]);
