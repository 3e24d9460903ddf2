import { z } from "zod";

const inFrench = z.locales.fr().localeError;

/** zod's default messages in French. */
export const zodInFrench: z.core.$ZodErrorMap = (issue) => {
  const french = inFrench(issue);
  const message = typeof french === "string" ? french : (french?.message ?? "");
  return message
    .replaceAll(/ (?=[:;?!])/g, "\u00a0")
    .replaceAll(/"([^"]*)"/g, "«\u00a0$1\u00a0»")
    .replaceAll("'", "’");
};
