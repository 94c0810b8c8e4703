"""Names of the lists the platforms share; each platform brings its own terms."""

INTERVIEW_THEME = "interview_theme"
