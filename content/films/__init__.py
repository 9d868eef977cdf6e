"""What is heard of a film: ``track`` decodes it beside the pictures, which are `content.kinds.video`'s."""
