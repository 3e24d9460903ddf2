/** What `drumbeat cadence preview` says of itself. */
import type { Language } from "../platform/texts/language.ts";

const en = {
  usage: `Usage: drumbeat cadence preview --rule JSON [--zone ZONE] --after INSTANT --count N
       drumbeat cadence preview --stdin   (one JSON object a line: rule, zone, after, count)`,
  calendarByName: "is a calendar of a workspace: give a region such as FR, or an array of dates",
  noRegion: "is not a known region, such as FR, FR-67 or GB-SCT",
};

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat cadence preview --rule JSON [--zone FUSEAU] --after INSTANT --count N
        drumbeat cadence preview --stdin   (un objet JSON par ligne\u00a0: rule, zone, after, count)`,
  calendarByName: "est le calendrier d’un espace de travail\u00a0: donnez une région comme FR, ou une liste de dates",
  noRegion: "n’est pas une région connue, comme FR, FR-67 ou GB-SCT",
};

export const cadenceCommandTexts: Record<Language, typeof en> = { en, fr };
