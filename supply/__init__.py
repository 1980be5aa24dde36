"""What the assistant is made of: its dependencies' known vulnerabilities, licences and list."""
