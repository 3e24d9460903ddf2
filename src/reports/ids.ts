/** What is pressed on digests and reports. */
import { z } from "zod";
import { Menu } from "../platform/slack/menus.ts";

export const digestIds = {
  /** A program of a digest, with `reportValue`. */
  openProgram: "digest.open_program",
  /** Where there are too many for a menu in the message; with the id of the digest. */
  chooseProgram: "digest.choose_program",
  forward: "digest.forward",
  thank: "thanks.open",
  /** Sources of one report, with `reportValue`. */
  sources: "digest.sources",
} as const;

/** `block_id` of the row below a digest. */
export const FOOT_BLOCK = "digest.actions";

/** Behind the three dots below a digest, about its id. */
export const footMenu = new Menu("digest.menu", z.enum(["sources", "pdf", "csv"]));

/** A program as a digest shows it; null: as of now. */
export const reportValue = z.codec(z.string(), z.object({ programId: z.string(), digestId: z.string().nullable() }), {
  decode: (value) => {
    const [programId = "", digestId = null] = value.split(" ");
    return { programId, digestId };
  },
  encode: ({ programId, digestId }) => (digestId === null ? programId : `${programId} ${digestId}`),
});
