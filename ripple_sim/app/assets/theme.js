/* Colours for Vuetify; the page's own stand in custom.css. */
vuetifyThemes = {
    light: {
        dark: false,
        colors: { primary: "#0b6e8a", secondary: "#0b6e8a", background: "#f6f8f9", surface: "#ffffff", error: "#a3261d" },
    },
    dark: {
        dark: true,
        colors: { primary: "#5cc6e0", secondary: "#5cc6e0", background: "#0f1518", surface: "#171f23", error: "#ffb4a9" },
    },
};
