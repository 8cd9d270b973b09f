"""The words of “How sure is this?”: this file's case, its alarms, remarks, and the scale."""
