//! Floor 1, pure: see DESIGN in the README.
