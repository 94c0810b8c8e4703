"""The notice people are shown: its words are in a template; whoever changes them changes the version.

Source: regulation (EU) 2016/679, articles 12 to 14. The words follow the European rules for easy-to-read information.
"""

VERSION = "2026-1"
