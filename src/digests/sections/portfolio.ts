/** The colours of each program over the last periods. */
import { z } from "zod";
import { HEALTH_SHAPES } from "../../health/rules.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { HISTORY_PERIODS } from "../compile/facts.ts";
import { digestTexts } from "../texts.ts";
import { colourOrGrey, programLine } from "./fields.ts";
import { defineLine } from "./line.ts";
import { defineSection } from "./section.ts";

/** The colours of the last periods, the oldest first and the present one last; null: none. */
const portfolioSchema = programLine("portfolio", {
  colours: z.array(colourOrGrey.nullable()),
  trend: z.enum(["better", "same", "worse"]).nullable(),
  /** A marker stands at the present one. */
  isMarked: z.literal(true).optional(),
});

export const portfolioLine = defineLine(portfolioSchema, ({ reader }, { program, colours, trend, isMarked }) => {
  const texts = digestTexts(reader);
  const now = colours.at(-1) ?? null;
  const words = now === null ? textsFor(unasked, reader) : texts.colour[now];
  return {
    label: [
      { text: colours.map((colour) => (colour === null ? "·" : HEALTH_SHAPES[colour])).join(" ") },
      { text: trend ? ` ${texts.trend[trend]} ` : " " },
      { text: program, bold: true },
      { text: ` · ${words}${isMarked ? ` · ${texts.marked}` : ""}` },
    ],
  };
});

export const portfolio = defineSection("portfolio", {
  en: `Programs over the last ${HISTORY_PERIODS} periods`,
  fr: `Les programmes sur ${HISTORY_PERIODS} périodes`,
});

const unasked = { en: "no status requested", fr: "statut non demandé" };
