/** What is pressed on digests and reports. */
import { z } from "zod";
import type { LocalDate } from "../platform/time.ts";
import { Menu } from "../slack/overflow-menu.ts";

export const digestIds = {
  /** A program of a digest, with `reportValue`. */
  openProgram: "digest.open_program",
  /** Where there are too many for a menu in the message; with the id of the digest. */
  chooseProgram: "digest.choose_program",
  forward: "digest.forward",
  /** With the id of the digest, as the next. */
  seen: "digest.seen",
  thank: "thanks.open",
  /** Sources of one report, with `reportValue`. */
  sources: "digest.sources",
} as const;

/** `block_id` of the row below a digest. */
export const FOOT_BLOCK = "digest.actions";

/** Behind the three dots below a digest, about its id. */
export const footMenu = new Menu("digest.menu", z.enum(["pdf", "md", "csv", "why"]));

/** What is pressed on the screens beside digests. */
export const screenIds = {
  /** The screen of a program, with `reportValue`. */
  open: "report.open",
  /** In the view of a program as it was: the same as of now, with its id. */
  present: "report.present",
  /** The register of one program, with its id. */
  register: "report.register",
  /** One answer among the sources, with `sourcesValue`. */
  readAnswer: "report.read_answer",
  sourcesEarlier: "report.sources_earlier",
  sourcesLater: "report.sources_later",
  portfolioEarlier: "report.portfolio_earlier",
  portfolioLater: "report.portfolio_later",
} as const;

/** What is pressed to ask whoever leads, and to reply. */
export const questionIds = {
  /** With `reportValue`. */
  ask: "question.ask",
  /** With the id of the question. */
  reply: "question.reply",
} as const;

/** Of the buttons that turn pages: which one, from 0. */
export const pageValue = z.codec(z.string(), z.int().min(0), { decode: Number, encode: String });

/** A report as it is shown somewhere: in a digest, by its id; as it had been sent by a day; null: as of now. */
export interface ReportPlace {
  programId: string;
  digestId: string | null;
}

/** The past day of a place; null: a digest, or now. */
export function dayOf(digestId: string | null): LocalDate | null {
  return digestId !== null && z.iso.date().safeParse(digestId).success ? digestId : null;
}

const placeSchema = z.object({ programId: z.string(), digestId: z.string().nullable() });
const NOW = "-";

export const reportValue = z.codec(z.string(), placeSchema, {
  decode: (value) => {
    const [programId = "", digestId = null] = value.split(" ");
    return { programId, digestId };
  },
  encode: ({ programId, digestId }) => (digestId === null ? programId : `${programId} ${digestId}`),
});

/** Among its sources: a page, from 0, or an answer by its id. */
export const sourcesValue = z.codec(z.string(), placeSchema.extend({ at: z.string() }), {
  decode: (value) => {
    const [programId = "", place = NOW, at = ""] = value.split(" ");
    return { programId, digestId: place === NOW ? null : place, at };
  },
  encode: ({ programId, digestId, at }) => `${programId} ${digestId ?? NOW} ${at}`,
});
