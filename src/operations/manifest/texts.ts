/** The words of the Slack app's manifest, and what operators read about it. */
import type { Language } from "../../platform/texts/language.ts";

/** What people see of the app in Slack, which shows one manifest to everybody. The English words are those of manifest.yml. */
interface ManifestTexts {
  description: string;
  longDescription: string;
  command: { description: string; usageHint: string };
  /** By callback id. */
  shortcuts: Record<string, { name: string; description: string }>;
}

export const manifestTexts: Record<Language, ManifestTexts> = {
  en: {
    description: "Governance check-ins and executive digests",
    longDescription:
      "Drumbeat keeps governance on schedule. It asks each program’s people for a short check-in, in their own time zone and language, shows who has answered, and gives leads, sponsors and steering committees one digest in which every line links back to the answer behind it.",
    command: {
      description: "Check-ins and digests",
      usageHint: "[check-in|program|cadence|digest|portfolio|help]",
    },
    shortcuts: {
      check_in_now: { name: "Check in now", description: "Answer a check-in, even early or late" },
      ask_the_sponsor: { name: "Ask the sponsor", description: "Request a decision, people or help, with a date" },
      add_to_record: {
        name: "Add to the register",
        description: "Turn this message into a risk, action or other item",
      },
      ask_for_work: { name: "Ask for work", description: "Ask for a campaign or other work, and see where it is" },
      ask_for_work_about: { name: "Ask for work from this", description: "Make a work request out of this message" },
    },
  },
  fr: {
    description: "Points d’étape et synthèses de gouvernance",
    longDescription:
      "Drumbeat tient le rythme de gouvernance de votre organisation\u00a0: un point d’étape court, au moment convenu, à l’heure et dans la langue de chaque personne\u00a0; qui a répondu\u00a0; et, pour les responsables, les sponsors et les comités de pilotage, une synthèse dont chaque ligne renvoie à la réponse qui la fonde.",
    command: {
      description: "Points d’étape et synthèses",
      usageHint: "[point|programme|rythme|synthèse|portefeuille|registre|aide]",
    },
    shortcuts: {
      check_in_now: { name: "Faire le point", description: "Répondre à un point d’étape, même en avance ou en retard" },
      ask_the_sponsor: {
        name: "Demander au sponsor",
        description: "Soumettre une demande de décision, avec son échéance",
      },
      add_to_record: {
        name: "Ajouter au registre",
        description: "Faire de ce message un risque, une action ou un autre élément",
      },
      ask_for_work: { name: "Demander des travaux", description: "Demander une campagne, et voir où cela en est" },
      ask_for_work_about: { name: "Demander des travaux", description: "Faire de ce message une demande de travaux" },
    },
  },
};

interface ManifestCommandTexts {
  usage: string;
}

export const manifestCommandTexts: Record<Language, ManifestCommandTexts> = {
  en: {
    usage: `Usage: drumbeat manifest [--socket | --http ADDRESS] [--lang en|fr]
  --socket        Slack is reached by a connection from here (Socket Mode), as in manifest.yml
  --http ADDRESS  Slack sends its requests to this address, such as https://drumbeat.example.org
  --lang          the language of what people see of the app in Slack: one for the whole workspace; English if left out`,
  },
  fr: {
    usage: `Usage\u00a0: drumbeat manifest [--socket | --http ADRESSE] [--lang en|fr]
  --socket        la connexion à Slack part d’ici (Socket Mode), comme dans manifest.yml
  --http ADRESSE  Slack envoie ses requêtes à cette adresse, par exemple https://drumbeat.example.org
  --lang          la langue de ce que Slack affiche de l’application, la même pour tout l’espace de travail\u00a0; sans elle, l’anglais`,
  },
};
