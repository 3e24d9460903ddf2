const en = {
  export: {
    label: "Export",
    admin:
      "The register and the check-ins are exported on the server, by `drumbeat register export` and `drumbeat export check-ins`. Your own data you can take along from here.",
    ask: (who: string) =>
      `Exports of all data are made by the admins: ask ${who}. Your own data you can take along from here.`,
    own: "My data",
  },
};

const fr: typeof en = {
  export: {
    label: "Exporter",
    admin:
      "Le registre et les points d’étape s’exportent sur le serveur, par `drumbeat register export` et `drumbeat export check-ins`. Vos propres données se téléchargent ici.",
    ask: (who) =>
      `Les exports complets passent par l’administration de Drumbeat\u00a0: demandez à ${who}. Vos propres données se téléchargent ici.`,
    own: "Vos données",
  },
};

export const commandTexts = { en, fr };
