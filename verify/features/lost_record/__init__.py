"""Looks for a record that a file lost, with a service that a person chose: only a code of the picture is sent."""
